import { createRng, type Matrix } from '@lrsim/core';
import { generalEigenvalues } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { subspaceDmdWithControl } from './subspace-dmd-with-control.js';

const a = [
  [0.9, 0.2],
  [-0.3, 0.7],
];
const b = [
  [1, 0],
  [0.5, -1],
];
const c = [
  [1, 0.3],
  [0.2, -1],
  [0.5, 0.5],
];

/** Outputs of a hidden two-dimensional system without noise, and its inputs, as trials of different lengths. */
function trials(lengths: readonly number[]) {
  const rng = createRng('hidden');
  const [outputs, inputs]: Matrix[][] = [[], []];
  for (const time of lengths) {
    let x = [rng.normal(), rng.normal()];
    const [y, u] = [new Float64Array(3 * time), new Float64Array(2 * time)];
    for (let t = 0; t < time; t++) {
      const drive = [rng.normal(), rng.normal()];
      u.set(drive, 2 * t);
      y.set(
        c.map(([p, q]) => p * x[0] + q * x[1]),
        3 * t,
      );
      const now = x;
      x = a.map(([p, q], i) => p * now[0] + q * now[1] + b[i][0] * drive[0] + b[i][1] * drive[1]);
    }
    outputs.push({ rows: time, columns: 3, data: y });
    inputs.push({ rows: time, columns: 2, data: u });
  }
  const read = (list: Matrix[]) => list.map(({ rows, columns, data }) => ({ data, shape: [rows, columns] }));
  return { outputs: read(outputs), inputs: read(inputs) };
}

describe('subspaceDmdWithControl', () => {
  const { outputs, inputs } = trials([60, 45, 80, 3]);

  it.each([
    ['oblique', 1e-5],
    ['orthogonal', 0.05],
  ] as const)('%s, finds the eigenvalues of a hidden system to %d and its order', (projection, tolerance) => {
    const { a: found, singularValues } = subspaceDmdWithControl(outputs, inputs, { nDelays: 3, rank: 2, projection });
    const { real, imaginary } = generalEigenvalues(found);
    // l^2 - 1.6 l + 0.69 = 0
    for (const value of real) expect(Math.abs(value - 0.8)).toBeLessThan(tolerance);
    expect(Math.abs(Math.abs(imaginary[0]) - Math.sqrt(0.69 - 0.64))).toBeLessThan(tolerance);
    expect(singularValues[2] / singularValues[1]).toBeLessThan(1e-6);
  });

  it('finds the order by itself where there is no noise', () => {
    expect(subspaceDmdWithControl(outputs, inputs, { nDelays: 3 }).a.rows).toBe(2);
  });

  it('says what is wrong with the trials', () => {
    expect(() => subspaceDmdWithControl(outputs, inputs.slice(1), { nDelays: 3 })).toThrow('outputs has 4 trials');
    expect(() => subspaceDmdWithControl(outputs, inputs, { nDelays: 30 })).toThrow('nDelays 30 leaves');
  });
});
