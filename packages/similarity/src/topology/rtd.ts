import { ArgumentError, checkInteger, createRng, lookUp, type Matrix, type MatrixInput, type Rng } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { type Samples, samplesOf } from '../statistics/samples.js';
import type { Bar, RtdOptions, RtdSampleOptions } from './types.js';
import { ripsBarcodes } from './vietoris-rips.js';

/** The quantile of sorted numbers, interpolated linearly. */
function quantile(sorted: Float64Array, part: number): number {
  const position = part * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

const divisors: Readonly<Record<NonNullable<RtdOptions['normalise']>, (distances: Float64Array) => number>> = {
  quantile: (distances) => quantile(distances.slice().sort(), 0.9),
  median: (distances) => quantile(distances.slice().sort(), 0.5),
  mean: (distances) => distances.reduce((sum, value) => sum + value / distances.length, 0),
  none: () => 1,
};

function normalised(distances: Matrix, normalise: RtdOptions['normalise'], where: string, argument: string): Matrix {
  const divisor = lookUp('normalisation of distances', divisors, normalise ?? 'quantile')(distances.data);
  if (divisor === 0)
    throw new ArgumentError(
      `${where}: ${argument} has a ${normalise ?? '0.9 quantile'} of distances of 0; expected more samples that differ`,
    );
  return { ...distances, data: distances.data.map((value) => value / divisor) };
}

/**
 * Bars of what is connected in either graph of distances but not in the first: loops of the complex of two copies of the
 * samples, at distance 0 from each other within the first copy, at the first graph's distances across, and at the smaller
 * of the two distances within the second copy.
 */
function crossBars(first: Matrix, second: Matrix, where: string): readonly Bar[] {
  const { rows: n } = first;
  const size = 2 * n;
  const data = new Float64Array(size * size);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const value = first.data[i * n + j];
      data[(n + i) * size + j] = data[j * size + n + i] = value;
      data[(n + i) * size + n + j] = Math.min(value, second.data[i * n + j]);
    }
  return ripsBarcodes({ rows: size, columns: size, data }, { maxEdges: size * size }, where, 'x').h1;
}

const totalLength = (bars: readonly Bar[]) => bars.reduce((sum, { birth, death }) => sum + (death - birth), 0);

/**
 * Cross-barcode of two representations, R-Cross-Barcode_1(X, Y): the scales at which samples that y connects, and later x,
 * are not connected by x alone, the longest first. Empty for representations of the same (normalised) distances.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, more than 700, no variance, NaN, or an unknown
 * normalisation.
 */
export function crossBarcode(x: MatrixInput, y: MatrixInput, { normalise }: RtdOptions = {}): readonly Bar[] {
  const where = 'crossBarcode';
  const [one, other] = [samplesOf(x, true, where, 'x'), samplesOf(y, true, where, 'y')];
  checkSameSamples(where, one, other);
  checkBatch(where, 'the number of samples', one.matrix.rows);
  const graph = ({ matrix, argument }: Samples) => normalised(euclideanDistances(matrix), normalise, where, argument);
  return crossBars(graph(one), graph(other), where);
}

/** Largest number of samples that loops are found of in both copies at once. */
const MAX_BATCH = 700;

function checkBatch(where: string, what: string, value: number): void {
  checkInteger(where, what, value, 2);
  if (value > MAX_BATCH)
    throw new ArgumentError(`${where}: ${what} is ${value}; expected at most ${MAX_BATCH}, which take minutes`);
}

/**
 * Representation topology divergence: the total length of the bars of the cross-barcodes, averaged over both directions.
 *
 * 0 where the two normalised graphs of distances connect the same samples at the same scales. More samples than `batch` are
 * compared in random subsets, the same ones for the same seed, each normalised by itself.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an option out of range.
 */
export const rtd = /* @__PURE__ */ defineMeasure<Samples & { readonly graphs: readonly Matrix[] }, RtdSampleOptions>({
  name: 'rtd',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Barannikov, Trofimov, Balabin & Burnaev 2022 (arXiv 2201.00058), symmetric, H1',
  prepare(input, { normalise, batch = 200, trials = 10, seed = 0 }, where, argument) {
    checkBatch(where, 'batch', batch);
    checkInteger(where, 'trials', trials);
    const samples = samplesOf(input, true, where, argument);
    const distances = euclideanDistances(samples.matrix);
    if (distances.rows <= batch) return { ...samples, graphs: [normalised(distances, normalise, where, argument)] };
    const graphs = Array.from({ length: trials }, (_, trial) => {
      const rng = createRng(seed).fork(`rtd ${trial}`);
      return normalised(part(distances, subset(distances.rows, batch, rng)), normalise, where, argument);
    });
    return { ...samples, graphs };
  },
  compare(x, y) {
    checkSameSamples('rtd', x, y);
    const sum = x.graphs.reduce((total, graph, at) => {
      const other = y.graphs[at];
      return total + totalLength(crossBars(graph, other, 'rtd')) + totalLength(crossBars(other, graph, 'rtd'));
    }, 0);
    return sum / 2 / x.graphs.length;
  },
});

/** `count` different integers below `total`, in random order. */
export function subset(total: number, count: number, rng: Rng): number[] {
  const all = Array.from({ length: total }, (_, at) => at);
  for (let at = 0; at < count; at++) {
    const other = at + rng.integer(total - at);
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all.slice(0, count);
}

const part = ({ rows, data }: Matrix, chosen: readonly number[]): Matrix => ({
  rows: chosen.length,
  columns: chosen.length,
  data: Float64Array.from(chosen.flatMap((i) => chosen.map((j) => data[i * rows + j]))),
});
