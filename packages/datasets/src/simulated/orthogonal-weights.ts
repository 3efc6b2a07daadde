import type { NdArray, Rng } from '@lrsim/core';
import { exponential } from './poisson.js';

/**
 * Random weights [units, latents] whose columns are orthogonal, with the root mean square `rms` each.
 *
 * A population that is baseline + weights x latents then has the geometry of the latents exactly: its covariance has
 * the eigenvalues of theirs times units * rms^2. Units differ in how strongly they are modulated, as recorded ones do:
 * the weights are normal times a gain per unit, the square of an exponential draw.
 */
export function orthogonalWeights(rng: Rng, units: number, latents: number, rms: number): NdArray<Float64Array> {
  const columns = Array.from({ length: latents }, () => new Float64Array(units));
  for (let unit = 0; unit < units; unit++) {
    const draw = exponential(rng);
    const gain = draw * draw;
    for (const column of columns) column[unit] = gain * rng.normal();
  }
  columns.forEach((column, i) => {
    // Gram-Schmidt twice: once leaves rounding errors of the size of the columns' correlations
    for (const earlier of [...columns.slice(0, i), ...columns.slice(0, i)]) {
      const shared = dot(column, earlier) / dot(earlier, earlier);
      for (let unit = 0; unit < units; unit++) column[unit] -= shared * earlier[unit];
    }
  });
  const norms = columns.map((column) => Math.sqrt(dot(column, column) / units));
  const data = Float64Array.from({ length: units * latents }, (_, i) => {
    const [unit, latent] = [Math.floor(i / latents), i % latents];
    return (rms * columns[latent][unit]) / norms[latent];
  });
  return { data, shape: [units, latents] };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
