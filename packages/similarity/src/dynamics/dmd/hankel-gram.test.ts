import { createRng, type Matrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { expect, it } from 'vitest';
import { hankelRows, wholeHankel } from './delay-embedding.js';
import { hankelGram } from './hankel-gram.js';

function trials(lengths: readonly number[], units: number): Matrix[] {
  const rng = createRng('trials');
  return lengths.map((rows) => ({
    rows,
    columns: units,
    data: Float64Array.from({ length: rows * units }, () => 1 + rng.normal()),
  }));
}

it.each([
  [[30, 21, 40], 3, 4, 1],
  [[30, 31], 1, 5, 3],
  [[50], 2, 3, 4],
  [[9, 60], 2, 1, 1],
  // Trials of fewer rows than the interval leaves anything to gain for.
  [[13, 40, 12], 2, 3, 5],
])(
  'the Gram matrix of a Hankel matrix is that of its rows: trials of %j, %d units, %d delays of %d',
  (lengths, units, nDelays, delayInterval) => {
    const hankel = hankelRows('test', 'input', trials(lengths, units), { nDelays, delayInterval }, 2);
    const whole = wholeHankel(hankel);
    const expected = transposeMultiply(whole, whole);
    const scale = Math.max(...expected.data);
    hankelGram(hankel).data.forEach((value, at) => {
      expect(Math.abs(value - expected.data[at])).toBeLessThan(1e-13 * scale);
    });
  },
);
