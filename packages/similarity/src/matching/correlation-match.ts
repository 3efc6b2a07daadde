import type { Matrix, MatrixInput } from '@lrsim/core';
import { linearAssignment } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { correlationsLike, type StandardUnits, standardUnits, unitCorrelations } from './unit-correlations.js';

const negated = (a: Matrix): Matrix => ({ ...a, data: a.data.map((value) => -value) });

/** Pairs (unit of x, unit of y) of the best one-to-one matching; as many as the smaller dataset has units. */
function bestPairs(correlations: Matrix): [number, number][] {
  return [...linearAssignment(negated(correlations))].flatMap((j, i): [number, number][] => (j >= 0 ? [[i, j]] : []));
}

const meanOver = (correlations: Matrix, pairs: readonly [number, number][]) =>
  pairs.reduce((sum, [i, j]) => sum + correlations.data[i * correlations.columns + j], 0) / pairs.length;

const facts = {
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation'],
  isMetric: false,
} as const;

/**
 * Mean correlation of units matched one to one so that it is largest; units of the wider dataset that are left over do not
 * count. 1 where every unit of the smaller dataset has a perfect partner.
 *
 * Held-out samples are scored with the pairs of the training samples.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const hardCorrelationMatch = /* @__PURE__ */ defineMeasure<StandardUnits>({
  ...facts,
  name: 'hard-correlation-match',
  source: 'Li, Yosinski, Clune, Lipson & Hopcroft 2015 (arXiv 1511.07543), one-to-one matching',
  prepare: (input, _, where, argument, lasting) => standardUnits(input, where, argument, lasting),
  compare(x, y) {
    checkSameSamples('hard-correlation-match', x, y);
    const correlations = unitCorrelations(x, y);
    return Math.min(1, meanOver(correlations, bestPairs(correlations)));
  },
  fit(x, y) {
    const where = 'hard-correlation-match';
    checkSameSamples(where, x, y);
    const pairs = bestPairs(unitCorrelations(x, y));
    return {
      score: (newX: MatrixInput, newY: MatrixInput) => meanOver(correlationsLike([x, y], newX, newY, where), pairs),
    };
  },
});

/** For each row, then each column, the position of its largest value. */
function bestOfEach({ rows, columns, data }: Matrix) {
  const ofRow = new Int32Array(rows);
  const ofColumn = new Int32Array(columns);
  const mostOfColumn = data.slice(0, columns);
  for (let i = 0, at = 0; i < rows; i++) {
    let most = data[at];
    for (let j = 0; j < columns; j++, at++) {
      const value = data[at];
      if (value > most) {
        most = value;
        ofRow[i] = j;
      }
      if (value > mostOfColumn[j]) {
        mostOfColumn[j] = value;
        ofColumn[j] = i;
      }
    }
  }
  return { ofRow, ofColumn };
}

function meanOfBoth({ rows, columns, data }: Matrix, { ofRow, ofColumn }: ReturnType<typeof bestOfEach>): number {
  let [fromX, fromY] = [0, 0];
  for (let i = 0; i < rows; i++) fromX += data[i * columns + ofRow[i]];
  for (let j = 0; j < columns; j++) fromY += data[ofColumn[j] * columns + j];
  return Math.min(1, (fromX / rows + fromY / columns) / 2);
}

/**
 * Mean over all units of both datasets of the correlation with the best partner in the other, each dataset counting half; a
 * unit may be the partner of many. 1 where every unit has a perfect partner.
 *
 * Held-out samples are scored with the partners of the training samples.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const softCorrelationMatch = /* @__PURE__ */ defineMeasure<StandardUnits>({
  ...facts,
  name: 'soft-correlation-match',
  source: 'Li, Yosinski, Clune, Lipson & Hopcroft 2015 (arXiv 1511.07543), many-to-one, mean of both directions',
  prepare: (input, _, where, argument, lasting) => standardUnits(input, where, argument, lasting),
  compare(x, y) {
    checkSameSamples('soft-correlation-match', x, y);
    const correlations = unitCorrelations(x, y);
    return meanOfBoth(correlations, bestOfEach(correlations));
  },
  fit(x, y) {
    const where = 'soft-correlation-match';
    checkSameSamples(where, x, y);
    const partners = bestOfEach(unitCorrelations(x, y));
    return {
      score: (newX: MatrixInput, newY: MatrixInput) =>
        meanOfBoth(correlationsLike([x, y], newX, newY, where), partners),
    };
  },
});
