import { createRng, type Matrix, type NdLike } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';

/** Trials [conditions, repeats, units] whose means and covariances differ between conditions. */
export function trials(
  conditions: number,
  repeats: number,
  units: number,
  label: string,
): NdLike & { data: Float64Array } {
  const rng = createRng(label);
  const data: number[] = [];
  for (let c = 0; c < conditions; c++) {
    const mean = Array.from({ length: units }, () => 2 * rng.normal());
    const mixing = Array.from({ length: units }, () => Array.from({ length: units }, () => rng.normal()));
    for (let r = 0; r < repeats; r++) {
      const noise = Array.from({ length: units }, () => rng.normal());
      for (let u = 0; u < units; u++) data.push(mean[u] + mixing[u].reduce((sum, w, k) => sum + w * noise[k], 0));
    }
  }
  return { data: Float64Array.from(data), shape: [conditions, repeats, units] };
}

/** Every trial turned. */
export function turned({ data, shape }: NdLike, rotation: Matrix): NdLike {
  const columns = rotation.rows;
  const flat = { rows: data.length / columns, columns, data: Float64Array.from(data) };
  return { data: multiply(flat, rotation).data, shape };
}

/** A permutation of four units. */
export const cycle: Matrix = {
  rows: 4,
  columns: 4,
  data: Float64Array.from([0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0]),
};
