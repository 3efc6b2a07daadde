import { ArgumentError, checkInteger, createRng, type Matrix, type MatrixInput } from '@lrsim/core';
import { defineMeasure } from '../define-measure.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { samplesOf } from '../statistics/samples.js';
import { subset } from './rtd.js';
import type { Bar, GeometryScoreOptions } from './types.js';
import { witnessLoops } from './witness-complex.js';

const LANDMARKS = 64;

/**
 * Mean relative living times of the numbers of loops: for i = 0, 1, ... the part of the range of relaxations in which the
 * witness complex of random landmarks has i loops, averaged over draws of landmarks. The sum is 1 (or less, where there are
 * more loops than asked about).
 *
 * @param x - samples x units.
 * @throws ArgumentError for fewer than two samples, no variance, NaN, or an option out of range.
 */
export const relativeLivingTimes = (x: MatrixInput, options: GeometryScoreOptions = {}): Float64Array =>
  livingTimes(samplesOf(x, true, 'relativeLivingTimes', 'x').matrix, options, 'relativeLivingTimes', 'x');

function livingTimes(x: Matrix, options: GeometryScoreOptions, where: string, argument: string): Float64Array {
  const {
    landmarks = Math.min(LANDMARKS, Math.ceil(x.rows / 2)),
    gamma = 1 / 128,
    repeats = 100,
    maxLoops = 100,
  } = options;
  checkInteger(where, 'landmarks', landmarks);
  checkInteger(where, 'repeats', repeats);
  checkInteger(where, 'maxLoops', maxLoops);
  if (landmarks > x.rows)
    throw new ArgumentError(
      `${where}: landmarks is ${landmarks}, but ${argument} has ${x.rows} samples; expected no more`,
    );
  if (!(gamma > 0 && gamma <= 1))
    throw new ArgumentError(`${where}: gamma is ${gamma}; expected a number above 0, up to 1`);
  const distances = euclideanDistances(x);
  const times = new Float64Array(maxLoops);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const chosen = subset(x.rows, landmarks, createRng(options.seed ?? 0).fork(`landmarks ${repeat}`));
    const largest = gamma * furthest(distances, chosen);
    if (largest === 0) times[0] += 1 / repeats;
    else addLivingTimes(times, witnessLoops(distances, chosen, largest), largest, 1 / repeats);
  }
  return times;
}

/** Largest distance of a sample to a landmark. */
function furthest({ rows, data }: Matrix, landmarks: readonly number[]): number {
  let most = 0;
  for (let i = 0; i < rows; i++) for (const j of landmarks) most = Math.max(most, data[i * rows + j]);
  return most;
}

/** Adds to times[i] the part of [0, largest] in which i bars are alive. */
function addLivingTimes(times: Float64Array, bars: readonly Bar[], largest: number, weight: number): void {
  const changes = bars.flatMap(({ birth, death }) => [
    { at: birth, by: 1 },
    { at: death, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at);
  let [since, alive] = [0, 0];
  for (const { at, by } of [...changes, { at: largest, by: 0 }]) {
    if (alive < times.length) times[alive] += (weight * (at - since)) / largest;
    since = at;
    alive += by;
  }
}

/**
 * Geometry score: the squared distance of the mean relative living times of the numbers of loops.
 *
 * Between 0 and 2. Landmarks are seeded, the same for equal numbers of samples; samples need not be paired or equally many.
 * `gamma` is the one number that matters: the authors take 1/128 for 5000 samples and scale it with their number; too small
 * ones see noise only.
 *
 * @throws ArgumentError for fewer than two samples, no variance, NaN, or an option out of range.
 */
export const geometryScore = /* @__PURE__ */ defineMeasure<Float64Array, GeometryScoreOptions>({
  name: 'geometry-score',
  range: [0, 2],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Khrulkov & Oseledets 2018 (arXiv 1802.02664), algorithms 1 and 2',
  prepare: (input, options, where, argument) =>
    livingTimes(samplesOf(input, true, where, argument).matrix, options, where, argument),
  compare(x, y) {
    const longer = x.length > y.length ? x : y;
    return longer.reduce((sum, _, at) => sum + ((x[at] ?? 0) - (y[at] ?? 0)) ** 2, 0);
  },
});
