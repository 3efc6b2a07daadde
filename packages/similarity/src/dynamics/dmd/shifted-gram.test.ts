import type { Matrix } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { normalMatrix } from '../../../test/geometry.js';
import { dmd } from '../index.js';
import { embedTrials, hankelRows } from './delay-embedding.js';
import { embeddedOperator } from './dmd.js';
import { shiftedGram } from './shifted-gram.js';

const near = (found: Matrix, expected: Matrix) => {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  found.data.forEach((value, at) => {
    expect(value).toBeCloseTo(expected.data[at], 10);
  });
};
const sum = (terms: readonly Matrix[]) => ({
  ...terms[0],
  data: terms[0].data.map((_, at) => terms.reduce((total, { data }) => total + data[at], 0)),
});

describe('shiftedGram', () => {
  it.each([
    [1, 1],
    [4, 1],
    [4, 3],
  ])('has the products of states and successors of ragged trials: %d delays, %d steps', (nDelays, steps) => {
    const trials = [30, nDelays + steps, 12].map((samples, k) => normalMatrix(samples, 3, `trial ${k}`));
    const hankel = hankelRows('test', 'input', trials, { nDelays }, steps + 1);
    const basis = normalMatrix(3 * nDelays, 2, 'basis');
    const embedded = embedTrials('test', 'input', trials, { nDelays }, 1);
    const rows = ({ columns, data }: Matrix, from: number, to: number): Matrix => ({
      rows: to - from,
      columns,
      data: data.slice(from * columns, to * columns),
    });
    const pairs = embedded.map((one) =>
      [rows(one, 0, one.rows - steps), rows(one, steps, one.rows)].map((part) => multiply(part, basis)),
    );
    const { ofAll, products } = shiftedGram(hankel, steps);
    near(ofAll, sum(embedded.map((one) => transposeMultiply(one, { ...one }))));
    const { before, successors } = products(basis);
    near(before, sum(pairs.map(([states]) => transposeMultiply(states, { ...states }))));
    near(successors, sum(pairs.map(([states, next]) => transposeMultiply(states, next))));
  });

  it('leads to the operator that coordinates lead to', () => {
    const trials = [60, 35]
      .map((samples, k) => normalMatrix(samples, 4, `of ${k}`))
      .map(({ rows, columns, data }) =>
        Array.from({ length: rows }, (_, t) => Array.from(data.subarray(t * columns, (t + 1) * columns))),
      );
    // Of delayed coordinates, which are predicted alike, a reduced rank could keep any.
    for (const [regression, nDelays, rank] of [
      ['principal-components', 3, 5],
      ['reduced-rank', 1, 2],
    ] as const) {
      // Of the signs of coordinates, which rounding decides, this one is free.
      const fit = (lambda: number) => embeddedOperator(dmd(trials, { nDelays, rank, lambda, regression })).data;
      // Without a ridge the coordinates are regressed on one another; so small a ridge changes no digit.
      const without = fit(0);
      fit(1e-14).forEach((value, at) => {
        expect(value).toBeCloseTo(without[at], 10);
      });
    }
  });
});
