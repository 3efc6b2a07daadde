import { checkInteger, lookUp, type Matrix } from '@lrsim/core';
import { symmetricEigenvalues } from '@lrsim/linalg';
import { defineMeasure } from '../define-measure.js';
import { nearest } from '../neighbours/nearest.js';
import { samplesOf } from '../statistics/samples.js';
import type { ImdOptions } from './types.js';

/** Heat kernel trace of a reference graph of n vertices. */
const references: Readonly<Record<NonNullable<ImdOptions['normalise']>, (n: number, time: number) => number>> = {
  empty: (n) => n,
  complete: (n, time) => 1 + (n - 1) * Math.exp(-(1 + 1 / (n - 1)) * time),
  none: () => 1,
};

/** The k-nearest-neighbour graph of the samples: an edge where either is a neighbour of the other. */
function neighbourGraph(x: Matrix, k: number, where: string, argument: string): Uint8Array {
  const { lists } = nearest(x, { k, similarity: 'euclidean' }, where, argument);
  const edges = new Uint8Array(x.rows * x.rows);
  lists.forEach((other, at) => {
    const sample = Math.floor(at / k);
    edges[sample * x.rows + other] = edges[other * x.rows + sample] = 1;
  });
  return edges;
}

/** Eigenvalues of the normalised Laplacian I - D^-1/2 A D^-1/2. */
function spectrum(edges: Uint8Array, n: number): Float64Array {
  const roots = Float64Array.from({ length: n }, (_, i) =>
    Math.sqrt(edges.subarray(i * n, (i + 1) * n).reduce((sum, edge) => sum + edge, 0)),
  );
  const data = Float64Array.from(edges, (edge, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 1 : -edge / roots[i] / roots[j];
  });
  return symmetricEigenvalues({ rows: n, columns: n, data });
}

/** Times spaced evenly in the logarithm, from 0.1 to 10. */
const timesOf = (count: number) =>
  Float64Array.from({ length: count }, (_, at) => 10 ** (count === 1 ? 0 : (2 * at) / (count - 1) - 1));

/**
 * Intrinsic multi-scale distance: the largest difference, over times t, of the heat kernel traces of the graphs of nearest
 * neighbours, weighted with exp(-2 (t + 1/t)).
 *
 * Traces are exact, from all eigenvalues of the normalised Laplacian, and divided by the number of samples. Samples need
 * not be paired or equally many. At most exp(-4) = 0.018; the authors' program gives 1e6 times the number, estimated.
 *
 * @throws ArgumentError for fewer than k + 1 samples, no variance, NaN, or an option out of range.
 */
export const imd = /* @__PURE__ */ defineMeasure<Float64Array, ImdOptions>({
  name: 'imd',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Tsitsulin et al. 2020 (arXiv 1905.11141)',
  prepare(input, { k = 5, normalise = 'empty', times = 256 }, where, argument) {
    checkInteger(where, 'times', times);
    const reference = lookUp('normalisation of heat kernel traces', references, normalise);
    const { matrix } = samplesOf(input, true, where, argument);
    const values = spectrum(neighbourGraph(matrix, k, where, argument), matrix.rows);
    return timesOf(times).map((time) => {
      const trace = values.reduce((sum, value) => sum + Math.exp(-time * value), 0);
      return (trace / reference(matrix.rows, time)) * Math.exp(-2 * (time + 1 / time));
    });
  },
  compare: (x, y) => x.reduce((most, value, at) => Math.max(most, Math.abs(value - y[at])), 0),
});
