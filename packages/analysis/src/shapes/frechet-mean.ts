import { checkInteger, checkNumber, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { type Align, alignerOf, asArray, distanceOf, readLike, readShapes } from './align.js';
import type { FrechetMean, FrechetMeanMethod, FrechetMeanOptions, Shapes } from './types.js';

/**
 * The mean of representations of the same samples up to alignment of their units (Frechet mean, generalised Procrustes):
 * the M of the smallest sum over k of min_T |X_k T - M|^2.
 *
 * The problem has local minima, so the best of several starts is kept. The mean is determined up to one alignment of all.
 *
 * @param xs - representations, each samples x units; narrower ones get silent units.
 * @throws ArgumentError for no representations, different numbers of samples, an unknown group or method, or NaN.
 * @source Gower 1975 (Psychometrika 40:33); Ten Berge 1977 (Psychometrika 42:267); Williams, Kunz, Kornblith & Linderman 2021
 *   (arXiv 2110.14739).
 */
export function frechetMean(xs: readonly MatrixInput[], options: FrechetMeanOptions = {}): FrechetMean {
  const { group = 'orth', tolerance = 1e-6, maxIterations = 200, centre = false, starts = 2 } = options;
  const { method = 'successive' } = options;
  checkNumber('frechetMean', 'tolerance', tolerance, 0);
  checkInteger('frechetMean', 'maxIterations', maxIterations);
  checkInteger('frechetMean', 'starts', starts);
  const sweep = lookUp('method', sweeps, method);
  const { matrices, ...size } = readShapes('frechetMean', xs, centre);
  const align = alignerOf(group);
  const start = options.start && readLike('frechetMean', 'start', options.start, { matrices, ...size });
  const first = start
    ? [matrices.map((x) => align(x, start))]
    : matrices.slice(0, starts).map((_, i) => joined(matrices, align, i));
  return bestMean(matrices, align, first, { sweep, tolerance, maxIterations });
}

/** The mean of representations that are near one known already. */
export function meanNear(start: Matrix, { matrices }: Shapes, align: Align): Matrix {
  const first = matrices.map((x) => align(x, start));
  const { mean } = bestMean(matrices, align, [first], { sweep: successively, tolerance: 1e-8, maxIterations: 100 });
  return { ...start, data: mean.data };
}

/** Representations aligned anew, from those aligned so far. */
type Sweep = (matrices: readonly Matrix[], align: Align, aligned: readonly Matrix[]) => Matrix[];

const sweeps: Readonly<Record<FrechetMeanMethod, Sweep>> = {
  successive: successively,
  'full-batch': (matrices, align, aligned) => {
    const mean = meanOf(aligned);
    return matrices.map((x) => align(x, mean));
  },
};

/** Each aligned with the sum of the others, which has the new one of those before it: the objective never grows (Ten Berge 1977). */
function successively(matrices: readonly Matrix[], align: Align, aligned: readonly Matrix[]): Matrix[] {
  if (matrices.length === 1) return [...aligned];
  const sum = sumOf(aligned);
  return matrices.map((x, k) => {
    addTo(sum, aligned[k], -1);
    const next = align(x, sum);
    addTo(sum, next);
    return next;
  });
}

/** All aligned one after another, each with the sum of those before it, from the i-th on. */
function joined(matrices: readonly Matrix[], align: Align, i: number): Matrix[] {
  const aligned = [...matrices];
  const sum = sumOf([matrices[i]]);
  for (let k = 0; k < matrices.length; k++) {
    if (k === i) continue;
    aligned[k] = align(matrices[k], sum);
    addTo(sum, aligned[k]);
  }
  return aligned;
}

interface Search {
  readonly sweep: Sweep;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The mean of the lowest objective over first alignments. */
function bestMean(
  matrices: readonly Matrix[],
  align: Align,
  starts: readonly (readonly Matrix[])[],
  { sweep, tolerance, maxIterations }: Search,
): FrechetMean {
  const found = starts.map((start) => {
    let [aligned, mean, iterations, converged] = [start, meanOf(start), 0, false];
    while (!converged && iterations < maxIterations) {
      const previous = mean;
      aligned = sweep(matrices, align, aligned);
      mean = meanOf(aligned);
      converged = distanceOf(mean, previous) <= tolerance * frobeniusNorm(mean);
      iterations++;
    }
    return { mean, iterations, converged, objective: spread(aligned, mean) };
  });
  const { mean, iterations, converged } = found.reduce((best, one) => (one.objective < best.objective ? one : best));
  const aligned = matrices.map((x) => align(x, mean));
  return {
    mean: asArray(mean),
    objective: spread(aligned, mean),
    aligned: aligned.map(asArray),
    iterations,
    converged,
  };
}

const spread = (aligned: readonly Matrix[], mean: Matrix) =>
  aligned.reduce((sum, x) => sum + distanceOf(x, mean) ** 2, 0);

function addTo(sum: Matrix, { data }: Matrix, factor = 1): void {
  for (let i = 0; i < data.length; i++) sum.data[i] += factor * data[i];
}

function sumOf(matrices: readonly Matrix[]): Matrix {
  const sum = { ...matrices[0], data: Float64Array.from(matrices[0].data) };
  for (const matrix of matrices.slice(1)) addTo(sum, matrix);
  return sum;
}

function meanOf(matrices: readonly Matrix[]): Matrix {
  const sum = sumOf(matrices);
  for (let i = 0; i < sum.data.length; i++) sum.data[i] /= matrices.length;
  return sum;
}
