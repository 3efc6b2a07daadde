import { ArgumentError, checkInteger, type Matrix, type MatrixInput, type NdArray } from '@lrsim/core';
import { frobeniusNorm, principalComponents } from '@lrsim/linalg';
import { alignerOf, asArray, readShapes } from './align.js';
import { frechetMean } from './frechet-mean.js';
import type { AlignmentGroup, FrechetMeanOptions, TangentPca } from './types.js';

/**
 * Representations as vectors at a reference shape: the reference minus each representation aligned to it.
 *
 * @param reference - samples x units, such as a Frechet mean.
 * @throws ArgumentError for different numbers of samples, an unknown group, or NaN.
 * @source Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), section 4.
 */
export function euclideanTangentSpace(
  xs: readonly MatrixInput[],
  reference: MatrixInput,
  { group = 'orth' }: { readonly group?: AlignmentGroup } = {},
): NdArray[] {
  const [mean, ...matrices] = readShapes('euclideanTangentSpace', [reference, ...xs]).matrices;
  const align = alignerOf(group);
  return matrices.map((x) => {
    const aligned = align(x, mean);
    return asArray({ ...mean, data: mean.data.map((value, at) => value - aligned.data[at]) });
  });
}

/**
 * Principal components of a set of representations around their Frechet mean: the directions in which aligned representations
 * differ most (tangent or manifold PCA).
 *
 * Variances are divided by representations - 1, as in `pca`.
 *
 * @param options.components - how many to keep. Default all with variance.
 * @throws ArgumentError for fewer than two representations, none that differs, or bad input as in `frechetMean`.
 * @source Fletcher, Lu, Pizer & Joshi 2004 (IEEE Trans. Med. Imaging 23:995).
 */
export function tangentPca(
  xs: readonly MatrixInput[],
  { components = xs.length - 1, ...options }: FrechetMeanOptions & { readonly components?: number } = {},
): TangentPca {
  if (xs.length < 2) throw new ArgumentError(`tangentPca: xs has ${xs.length} representations; expected at least 2`);
  checkInteger('tangentPca', 'components', components);
  const { mean, aligned } = frechetMean(xs, options);
  const flat: Matrix = {
    rows: xs.length,
    columns: mean.data.length,
    data: Float64Array.from(aligned.flatMap(({ data }) => Array.from(data, (value, at) => value - mean.data[at]))),
  };
  const found = principalComponents(flat, Math.min(components, xs.length - 1));
  const count = found.sumsOfSquares.length;
  if (count === 0 || found.totalSumOfSquares === 0)
    throw new ArgumentError('tangentPca: xs are one shape, the same after alignment; expected some that differ');
  const directions = new Float64Array(count * flat.columns);
  for (let i = 0; i < flat.columns; i++)
    for (let k = 0; k < count; k++) directions[k * flat.columns + i] = found.components.data[i * count + k];
  return {
    mean,
    components: { data: directions, shape: [count, ...mean.shape] },
    scores: asArray(found.scores),
    explainedVariance: found.sumsOfSquares.map((squares) => squares / (xs.length - 1)),
    explainedVarianceRatio: found.sumsOfSquares.map((squares) => squares / found.totalSumOfSquares),
  };
}

/**
 * The shortest path from one shape to another: points at the given fractions of the way, each samples x units.
 *
 * With 'euclidean' the straight line from X to the aligned Y; with 'angular' the arc of constant norm, after both are scaled
 * to norm 1.
 *
 * @param options.fractions - of the way. Default 0, 0.1, ..., 1.
 * @throws ArgumentError for different numbers of samples, a zero representation on the arc, opposite shapes, or NaN.
 * @source Kendall 1984 (Bull. London Math. Soc. 16:81).
 */
export function shapeGeodesic(
  x: MatrixInput,
  y: MatrixInput,
  options: {
    readonly fractions?: ArrayLike<number>;
    readonly group?: AlignmentGroup;
    readonly geometry?: 'euclidean' | 'angular';
    readonly centre?: boolean;
  } = {},
): NdArray[] {
  const { group = 'orth', geometry = 'euclidean', centre = false } = options;
  const shapes = readShapes('shapeGeodesic', [x, y], centre);
  const [from, other] = geometry === 'angular' ? shapes.matrices.map(onSphere) : shapes.matrices;
  const to = alignerOf(group)(other, from);
  // Of two unit vectors, from the norms of their difference and sum: precise for small angles and for large ones.
  const angle = 2 * Math.atan2(normOf(from, to, -1), normOf(from, to, 1));
  const weights = (t: number): [number, number] =>
    geometry === 'euclidean' || angle === 0
      ? [1 - t, t]
      : [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  if (geometry === 'angular' && Math.PI - angle < 1e-12)
    throw new ArgumentError('shapeGeodesic: x and y are opposite; every great circle joins them');
  return Array.from(options.fractions ?? Array.from({ length: 11 }, (_, i) => i / 10), (t) => {
    const [a, b] = weights(t);
    return asArray({ ...from, data: from.data.map((value, at) => a * value + b * to.data[at]) });
  });
}

/** |A + factor B|. */
const normOf = (a: Matrix, b: Matrix, factor: number) =>
  frobeniusNorm({ ...a, data: a.data.map((value, at) => value + factor * b.data[at]) });

function onSphere(matrix: Matrix): Matrix {
  const norm = frobeniusNorm(matrix);
  if (norm === 0) throw new ArgumentError('shapeGeodesic: a representation is zero everywhere; it has no direction');
  return { ...matrix, data: matrix.data.map((value) => value / norm) };
}
