import { ArgumentError, checkFinite, checkLength, type Matrix, type NdArray, type NdLike } from '@lrsim/core';

/** Data with the units as rows and all parameter combinations as columns, and the sizes of the parameter axes. */
export interface UnitsBySamples {
  readonly matrix: Matrix;
  readonly axes: readonly number[];
}

type UnitAxis = 'first' | 'last';

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

/** Reads [units, ...axes] or [...axes, units] with as many parameter axes as there are labels. */
export function readUnitsBySamples(
  where: string,
  argument: string,
  { data, shape }: NdLike,
  labels: string,
  unitAxis: UnitAxis,
  { missing = false } = {},
): UnitsBySamples {
  const expected = unitAxis === 'first' ? `[units, ${[...labels]}]` : `[${[...labels]}, units]`;
  if (shape.length !== labels.length + 1 || shape.some((size) => !(size > 0)))
    throw new ArgumentError(`${where}: ${argument} has the shape [${shape.join(', ')}]; expected ${expected}`);
  checkLength(where, argument, data, shape);
  if (!missing) checkFinite(where, argument, data, shape);
  const first = unitAxis === 'first';
  const units = first ? shape[0] : shape[shape.length - 1];
  const axes = first ? shape.slice(1) : shape.slice(0, -1);
  const samples = product(axes);
  const values = Float64Array.from(data);
  if (first) return { matrix: { rows: units, columns: samples, data: values }, axes };
  const turned = new Float64Array(values.length);
  for (let i = 0; i < samples; i++) for (let j = 0; j < units; j++) turned[j * samples + i] = values[i * units + j];
  return { matrix: { rows: units, columns: samples, data: turned }, axes };
}

/** Rows x samples as an array in the axis order of the input. */
export function inAxisOrder({ rows, columns, data }: Matrix, axes: readonly number[], unitAxis: UnitAxis): NdArray {
  if (unitAxis === 'first') return { data, shape: [rows, ...axes] };
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j];
  return { data: turned, shape: [...axes, rows] };
}

/** Throws unless the labels are different letters. */
export function checkLabels(where: string, labels: string): void {
  if (labels.length === 0 || new Set(labels).size < labels.length)
    throw new ArgumentError(
      `${where}: labels is '${labels}'; expected one letter for each parameter axis, all different`,
    );
}
