import { createRng, type Matrix } from '@lrsim/core';

/** A matrix of rows. */
export const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  rows: rows.length,
  columns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});
/** Random recurrent weights of a gain. */
export const weights = (units: number, gain: number, label: string): Matrix => {
  const rng = createRng(label);
  const data = Float64Array.from({ length: units * units }, () => (gain * rng.normal()) / Math.sqrt(units));
  return { rows: units, columns: units, data };
};
/** A matrix as `{ data, shape }`. */
export const asInput = ({ rows, columns, data }: Matrix) => ({ data, shape: [rows, columns] });
