import type { Matrix, MatrixInput } from '@lrsim/core';
import { frobeniusNorm, linearAssignment, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { alignedPair } from './procrustes.js';
import { type PlainShape, readLike, readShape } from './shape.js';
import { type AlignedPair, shapeScore } from './shape-distance.js';
import type { PermutationOptions } from './types.js';

const NAME = 'permutation';

/** Which unit of y goes to each unit of x (-1 for none), with which sign. */
export interface UnitMatching {
  readonly unitOfY: Int32Array;
  readonly sign: Int8Array;
}

/**
 * The one-to-one matching of units with the largest sum of inner products (of their magnitudes, where signs may flip); of
 * different widths the units left over match nothing.
 */
function bestMatching(x: PlainShape, y: PlainShape, signed: boolean): UnitMatching {
  const products = transposeMultiply(x.matrix, y.matrix);
  const scale = x.norm * y.norm;
  const cost = { ...products, data: products.data.map((v) => -(signed ? Math.abs(v) : v) / scale) };
  const unitOfY = linearAssignment(cost);
  const sign = Int8Array.from(unitOfY, (j, i) =>
    signed && j >= 0 && products.data[i * products.columns + j] < 0 ? -1 : 1,
  );
  return { unitOfY, sign };
}

/** Y with its units in the order and with the signs of x's; silent where x's has none. */
function matched(y: Matrix, { unitOfY, sign }: UnitMatching): Matrix {
  const columns = unitOfY.length;
  const data = new Float64Array(y.rows * columns);
  for (let i = 0; i < y.rows; i++)
    for (let j = 0; j < columns; j++)
      if (unitOfY[j] >= 0) data[i * columns + j] = sign[j] * y.data[i * y.columns + unitOfY[j]];
  return { rows: y.rows, columns, data };
}

/** The aligned pair. Units of a wider y that match nothing still count, through its norm. */
const matchedPair = (x: Matrix, y: Matrix, matching: UnitMatching, norms: readonly [number, number]): AlignedPair =>
  alignedPair(x, matched(y, matching), norms, y.columns <= x.columns);

/**
 * Distance after the best one-to-one matching of units instead of a rotation: how alike the tuning of single units is. The
 * narrower dataset counts as padded with silent units.
 *
 * cos = max over permutations P of tr(X'YP) / (|X| |Y|), solved exactly as an assignment problem.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown score.
 */
export const permutationProcrustes = /* @__PURE__ */ defineMeasure<PlainShape, PermutationOptions>({
  name: NAME,
  range: [0, 2],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), permutation group, angle over pi/2',
  prepare: (input, { centre = true }, where, argument) => readShape(input, centre, where, argument),
  compare(x, y, { score = 'angular', signed = false }) {
    checkSameSamples(NAME, x, y);
    return shapeScore(score, matchedPair(x.matrix, y.matrix, bestMatching(x, y, signed), [x.norm, y.norm]));
  },
  fit(x, y, { score = 'angular', signed = false }) {
    checkSameSamples(NAME, x, y);
    const matching = bestMatching(x, y, signed);
    return {
      score(newX: MatrixInput, newY: MatrixInput) {
        const [a, b] = [readLike(newX, x, NAME, 'x'), readLike(newY, y, NAME, 'y')];
        checkSameSamples(NAME, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
        return shapeScore(score, matchedPair(a, b, matching, [frobeniusNorm(a), frobeniusNorm(b)]));
      },
    };
  },
});

/**
 * The matching itself: for each unit of x the unit of y it is matched with (-1 for none) and the sign.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export function matchUnits(x: MatrixInput, y: MatrixInput, { signed = false, centre = true }: PermutationOptions = {}) {
  const [a, b] = [readShape(x, centre, 'matchUnits', 'x'), readShape(y, centre, 'matchUnits', 'y')];
  checkSameSamples('matchUnits', a, b);
  return bestMatching(a, b, signed);
}
