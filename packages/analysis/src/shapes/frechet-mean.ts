import { checkInteger, checkNumber, createRng, lookUp, type Matrix, type MatrixInput, type Rng } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { alignerOf, asArray, distanceOf, readLike, readShapes } from './align.js';
import type { AlignmentGroup, FrechetMean, FrechetMeanOptions, Shapes } from './types.js';

/** How fast the streaming mean forgets: the weight of the k-th step grows as k to this power. */
const FORGETTING = 3;

/**
 * The mean of representations of the same samples up to alignment of their units (Frechet mean, generalised Procrustes):
 * the M of the smallest sum over k of min_T |X_k T - M|^2.
 *
 * The problem has local minima; without `start` the search is repeated from every representation and the best is kept. The
 * mean is determined up to one alignment of all.
 *
 * @param xs - representations, each samples x units; narrower ones get silent units.
 * @throws ArgumentError for no representations, different numbers of samples, an unknown group or method, or NaN.
 * @source Gower 1975 (Psychometrika 40:33); Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739).
 */
export function frechetMean(xs: readonly MatrixInput[], options: FrechetMeanOptions = {}): FrechetMean {
  const { group = 'orth', tolerance = 1e-9, maxIterations = 200, centre = false } = options;
  checkNumber('frechetMean', 'tolerance', tolerance, 0);
  checkInteger('frechetMean', 'maxIterations', maxIterations);
  const shapes = readShapes('frechetMean', xs, centre);
  const starts =
    options.start === undefined ? shapes.matrices : [readLike('frechetMean', 'start', options.start, shapes)];
  return meanOfShapes(shapes, starts, { ...options, group, tolerance, maxIterations });
}

interface Search extends FrechetMeanOptions {
  readonly group: AlignmentGroup;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The best mean over starting points. */
export function meanOfShapes(shapes: Shapes, starts: readonly Matrix[], search: Search): FrechetMean {
  const { group, method = 'full-batch', tolerance, maxIterations, rng = createRng(0) } = search;
  const align = alignerOf(group);
  const pass = lookUp('method', { 'full-batch': fullBatch, streaming }, method);
  let best: FrechetMean | undefined;
  // Without an alignment the mean is a plain one, from wherever it starts.
  for (const start of group === 'identity' ? [average(shapes.matrices)] : starts) {
    let [mean, iterations, converged] = [start, 0, group === 'identity'];
    const step = pass(shapes.matrices, align, rng.fork(`start ${starts.indexOf(start)}`));
    while (!converged && iterations < maxIterations) {
      const next = step(mean);
      converged = distanceOf(next, mean) <= tolerance * frobeniusNorm(next);
      mean = next;
      iterations++;
    }
    const aligned = shapes.matrices.map((x) => align(x, mean));
    const objective = aligned.reduce((sum, x) => sum + distanceOf(x, mean) ** 2, 0);
    if (!best || objective < best.objective)
      best = { mean: asArray(mean), objective, aligned: aligned.map(asArray), iterations, converged };
  }
  return best as FrechetMean;
}

type Align = (x: Matrix, y: Matrix) => Matrix;

const fullBatch = (matrices: readonly Matrix[], align: Align) => (mean: Matrix) =>
  average(matrices.map((x) => align(x, mean)));

function streaming(matrices: readonly Matrix[], align: Align, rng: Rng): (mean: Matrix) => Matrix {
  let seen = 0;
  return (start) => {
    const order = Array.from(matrices.keys());
    for (let i = order.length - 1; i > 0; i--) {
      const j = rng.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    const data = Float64Array.from(start.data);
    for (const at of order) {
      seen++;
      const weight = (FORGETTING + 1) / (seen + FORGETTING + 1);
      const next = align(matrices[at], { ...start, data }).data;
      for (let i = 0; i < data.length; i++) data[i] += weight * (next[i] - data[i]);
    }
    return { ...start, data };
  };
}

function average(matrices: readonly Matrix[]): Matrix {
  const data = new Float64Array(matrices[0].data.length);
  for (const matrix of matrices) for (let i = 0; i < data.length; i++) data[i] += matrix.data[i] / matrices.length;
  return { ...matrices[0], data };
}
