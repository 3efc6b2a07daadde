import { ArgumentError, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { transpose } from '@lrsim/linalg';
import { defineMeasure } from '../define-measure.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { samplesOf } from '../statistics/samples.js';
import { checkDissimilarities } from '../topology/vietoris-rips.js';
import { lowerBoundsOf, type MassiveDistances } from './lower-bounds.js';
import { solve } from './solve.js';
import type {
  GromovWassersteinBounds,
  GromovWassersteinOfOptions,
  GromovWassersteinOptions,
  GromovWassersteinResult,
} from './types.js';

const uniform = (count: number) => new Float64Array(count).fill(1 / count);

function massesOf(given: ArrayLike<number> | undefined, count: number, where: string, argument: string): Float64Array {
  if (given === undefined) return uniform(count);
  const masses = Float64Array.from(given);
  if (masses.length !== count)
    throw new ArgumentError(
      `${where}: ${argument} has ${masses.length} values for ${count} points; expected one for each`,
    );
  const sum = masses.reduce((total, value) => total + value, 0);
  if (!(Math.abs(sum - 1) < 1e-9) || !masses.every((value) => value > 0))
    throw new ArgumentError(`${where}: ${argument} sum to ${sum}; expected positive numbers that sum to 1`);
  return masses.map((value) => value / sum);
}

function pairOf(
  x: MatrixInput,
  y: MatrixInput,
  { masses, otherMasses }: Pick<GromovWassersteinOfOptions, 'masses' | 'otherMasses'>,
  where: string,
): readonly [MassiveDistances, MassiveDistances] {
  const [c, d] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  checkDissimilarities(c, where, 'x');
  checkDissimilarities(d, where, 'y');
  return [
    { distances: c, masses: massesOf(masses, c.rows, where, 'masses') },
    { distances: d, masses: massesOf(otherMasses, d.rows, where, 'otherMasses') },
  ];
}

/**
 * Gromov-Wasserstein distance of two matrices of distances, squared loss: the best plan found, its loss, a lower bound, and
 * from how many starts it was reached.
 *
 * The problem is not convex (for Euclidean distances it is concave) and hard: the loss found is an upper bound of the least
 * one; where it equals the lower bound it is the least. From each start by conditional gradient with exact linear steps, and,
 * where the plan is a permutation, by exchanges; or by entropic steps.
 *
 * @param x - points x points; symmetric, not negative, with a zero diagonal.
 * @param y - the same of other points, of any number.
 * @throws ArgumentError for NaN, matrices or masses that are not as they should be, or an option out of range.
 */
export function gromovWassersteinOf(
  x: MatrixInput,
  y: MatrixInput,
  options: GromovWassersteinOfOptions = {},
): GromovWassersteinResult {
  const [a, b] = pairOf(x, y, options, 'gromovWassersteinOf');
  return solve(a, b, options, 'gromovWassersteinOf');
}

/**
 * Lower bounds of the Gromov-Wasserstein loss of two matrices of distances, as `gromovWassersteinOf` takes them, with their
 * masses.
 *
 * @source Memoli 2011 (doi 10.1007/s10208-011-9093-5), without the factor 1/2 of his distances.
 */
export function gromovWassersteinBounds(
  x: MatrixInput,
  y: MatrixInput,
  options: Pick<GromovWassersteinOfOptions, 'masses' | 'otherMasses'> = {},
): GromovWassersteinBounds {
  const { first, second, third } = lowerBoundsOf(...pairOf(x, y, options, 'gromovWassersteinBounds'));
  return { first, second, third };
}

const distancesBetween: Readonly<Record<NonNullable<GromovWassersteinOptions['points']>, (x: Matrix) => Matrix>> = {
  samples: euclideanDistances,
  units: (x) => euclideanDistances(transpose(x)),
};

/**
 * Gromov-Wasserstein distance between the samples of two representations, or between their units: how far their Euclidean
 * distances differ under the best assignment of the ones to the others, root mean squared.
 *
 * It knows nothing of which sample is which: samples need not be paired or equally many. The value is the best of several
 * starts, an upper bound of the least one (see `gromovWassersteinOf`), deterministic for a seed; the triangle inequality
 * holds for the least ones. The stated invariances are those of samples: units are compared by their tuning, and
 * translation of each by itself counts.
 *
 * @throws ArgumentError for fewer than two samples, no variance, NaN, or an option out of range.
 */
export const gromovWasserstein = /* @__PURE__ */ defineMeasure<MassiveDistances, GromovWassersteinOptions>({
  name: 'gromov-wasserstein',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Memoli 2011 (doi 10.1007/s10208-011-9093-5), order 2, without the factor 1/2; Peyre, Cuturi & Solomon 2016',
  prepare(input, { points = 'samples', rescale = false }, where, argument) {
    const between = lookUp('points of Gromov-Wasserstein', distancesBetween, points);
    const distances = between(samplesOf(input, points === 'samples', where, argument).matrix);
    const masses = uniform(distances.rows);
    if (!rescale) return { distances, masses };
    const mean = distances.data.reduce((sum, value) => sum + value, 0) / (distances.rows * (distances.rows - 1));
    if (!(mean > 0))
      throw new ArgumentError(
        `${where}: ${argument} has ${points} that coincide, ${distances.rows} of them; expected some that differ`,
      );
    return { distances: { ...distances, data: distances.data.map((value) => value / mean) }, masses };
  },
  compare(x, y, options) {
    const score = lookUp(
      'Gromov-Wasserstein score',
      { distance: Math.sqrt, loss: (loss: number) => loss },
      options.score ?? 'distance',
    );
    return score(solve(x, y, options, 'gromov-wasserstein').loss);
  },
});
