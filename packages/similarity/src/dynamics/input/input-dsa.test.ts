import { createRng, type Matrix } from '@lrsim/core';
import { multiplyTranspose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { orthogonal } from '../../../test/geometry.js';
import { inputDsa } from './input-dsa.js';

const [states, inputs, time] = [4, 3, 60];

/** Trials of x(t + 1) = A x(t) + B u(t) from random inputs, without noise. */
function driven(label: string, drive: string) {
  const rng = createRng(label);
  const random = (count: number, size: number) => Array.from({ length: count }, () => size * rng.normal());
  const a = Array.from({ length: states }, (_, i) => random(states, 0.25).map((v, j) => v + (i === j ? 0.4 : 0)));
  const b = Array.from({ length: states }, () => random(inputs, 1));
  const drives = createRng(drive);
  const [x, u] = [new Float64Array(2 * time * states), new Float64Array(2 * time * inputs)].map((data, k) => ({
    data,
    shape: [2, time, k === 0 ? states : inputs],
  }));
  for (let row = 0; row < 2 * time; row++) {
    const now = x.data.subarray(row * states, (row + 1) * states);
    if (row % time === 0) now.set(Array.from({ length: states }, () => drives.normal()));
    for (let j = 0; j < inputs; j++) u.data[row * inputs + j] = drives.normal();
    if (row % time === time - 1) continue;
    for (let i = 0; i < states; i++) {
      let sum = 0;
      for (let j = 0; j < states; j++) sum += a[i][j] * now[j];
      for (let j = 0; j < inputs; j++) sum += b[i][j] * u.data[row * inputs + j];
      x.data[(row + 1) * states + i] = sum;
    }
  }
  return { states: x, inputs: u };
}

const turned = ({ data, shape }: { data: Float64Array; shape: number[] }, q: Matrix) => ({
  data: multiplyTranspose({ rows: data.length / q.rows, columns: q.rows, data }, q).data,
  shape,
});

describe('inputDsa', () => {
  const [x, other] = [driven('one system', 'u'), driven('another', 'v')];
  const copy = { ...x, states: turned(x.states, orthogonal(states, 'turn')) };

  it('is 0 for the same system in other coordinates, which it takes not for another one', () => {
    for (const score of ['angular', 'euclidean'] as const) {
      const { joint, state, control } = inputDsa(x, copy, { score });
      for (const value of [joint, state, control]) expect(value).toBeLessThan(1e-5);
      expect(inputDsa(x, other, { score }).joint).toBeGreaterThan(0.3);
    }
  });

  it('finds the rotation of inputs only where it may', () => {
    const mixed = { ...copy, inputs: turned(x.inputs, orthogonal(inputs, 'mix')) };
    expect(inputDsa(x, mixed).joint).toBeGreaterThan(0.3);
    expect(inputDsa(x, mixed, { alignInputs: true }).joint).toBeLessThan(1e-5);
    const free = inputDsa(x, other, { alignInputs: true }).joint;
    expect(free).toBeGreaterThan(0.1);
    expect(free).toBeLessThan(inputDsa(x, other).joint);
  });

  it('refuses other numbers of inputs', () => {
    expect(() => inputDsa(x, { states: x.states, inputs: x.states })).toThrow(/y has 4 states and 28 columns/);
  });
});
