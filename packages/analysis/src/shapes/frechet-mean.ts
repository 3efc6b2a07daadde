import { checkInteger, checkNumber, createRng, lookUp, type Matrix, type MatrixInput, type Rng } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { alignerOf, asArray, distanceOf, readLike, readShapes } from './align.js';
import type { AlignmentGroup, FrechetMean, FrechetMeanOptions, Shapes } from './types.js';

/** How fast the streaming mean forgets: the weight of the k-th step grows as k to this power. */
const FORGETTING = 3;
/** Passes over the representations before the full batch takes over. */
const PASSES = 10;

/**
 * The mean of representations of the same samples up to alignment of their units (Frechet mean, generalised Procrustes):
 * the M of the smallest sum over k of min_T |X_k T - M|^2.
 *
 * The problem has local minima, so the best of several starts is kept. The mean is determined up to one alignment of all.
 *
 * @param xs - representations, each samples x units; narrower ones get silent units.
 * @throws ArgumentError for no representations, different numbers of samples, an unknown group or method, or NaN.
 * @source Gower 1975 (Psychometrika 40:33); Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739).
 */
export function frechetMean(xs: readonly MatrixInput[], options: FrechetMeanOptions = {}): FrechetMean {
  const { group = 'orth', tolerance = 1e-6, maxIterations = 200, centre = false, starts = 2 } = options;
  const { method = 'full-batch', rng = createRng(0) } = options;
  checkNumber('frechetMean', 'tolerance', tolerance, 0);
  checkInteger('frechetMean', 'maxIterations', maxIterations);
  checkInteger('frechetMean', 'starts', starts);
  const streams = lookUp('method', { 'full-batch': false, streaming: true }, method);
  const shapes = readShapes('frechetMean', xs, centre);
  const given = options.start && readLike('frechetMean', 'start', options.start, shapes);
  const align = alignerOf(group);
  const streamed = (start: Matrix, i: number) => streamedMean(shapes.matrices, align, start, rng.fork(`start ${i}`));
  const first = given ? [given] : shapes.matrices.slice(0, starts);
  // Moving after each one escapes minima that the full batch is caught in, so one of its starts comes from there.
  const candidates = streams
    ? first.map(streamed)
    : given || group === 'identity'
      ? first
      : [streamed(first[0], 0), ...first].slice(0, starts);
  return meanOfShapes(shapes, candidates, { group, tolerance, maxIterations });
}

interface Search {
  readonly group: AlignmentGroup;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The best mean over starting points, by the full batch. */
export function meanOfShapes(
  { matrices }: Shapes,
  starts: readonly Matrix[],
  { group, tolerance, maxIterations }: Search,
): FrechetMean {
  const align = alignerOf(group);
  let best: FrechetMean | undefined;
  // Without an alignment the mean is a plain one, from wherever it starts.
  for (const start of group === 'identity' ? [average(matrices)] : starts) {
    let [mean, iterations, converged] = [start, 0, group === 'identity'];
    while (!converged && iterations < maxIterations) {
      const previous = mean;
      mean = average(matrices.map((x) => align(x, previous)));
      converged = distanceOf(mean, previous) <= tolerance * frobeniusNorm(mean);
      iterations++;
    }
    const aligned = matrices.map((x) => align(x, mean));
    const objective = aligned.reduce((sum, x) => sum + distanceOf(x, mean) ** 2, 0);
    if (!best || objective < best.objective)
      best = { mean: asArray(mean), objective, aligned: aligned.map(asArray), iterations, converged };
  }
  return best as FrechetMean;
}

type Align = (x: Matrix, y: Matrix) => Matrix;

/** The start moved towards each representation in turn, in a new random order at each pass. */
function streamedMean(matrices: readonly Matrix[], align: Align, start: Matrix, rng: Rng): Matrix {
  const data = Float64Array.from(start.data);
  let seen = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    const order = Array.from(matrices.keys());
    for (let i = order.length - 1; i > 0; i--) {
      const j = rng.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const at of order) {
      seen++;
      const weight = (FORGETTING + 1) / (seen + FORGETTING + 1);
      const next = align(matrices[at], { ...start, data }).data;
      for (let i = 0; i < data.length; i++) data[i] += weight * (next[i] - data[i]);
    }
  }
  return { ...start, data };
}

function average(matrices: readonly Matrix[]): Matrix {
  const data = new Float64Array(matrices[0].data.length);
  for (const matrix of matrices) for (let i = 0; i < data.length; i++) data[i] += matrix.data[i] / matrices.length;
  return { ...matrices[0], data };
}
