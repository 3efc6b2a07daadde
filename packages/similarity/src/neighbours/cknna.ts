import { ArgumentError, lookUp } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type Samples, samplesOf } from '../statistics/samples.js';
import { neighbourInvariance } from './define-neighbour-measure.js';
import { nearest } from './nearest.js';
import type { CknnaOptions } from './types.js';

/** A kernel of the samples and the neighbours it chooses. */
export interface KernelWithNeighbours extends Samples {
  readonly k: number;
  /** Samples x k. */
  readonly lists: Int32Array;
  /** Samples x samples, symmetric. */
  readonly kernel: Float64Array;
  /** Mean of each row of the kernel. */
  readonly rowMeans: Float64Array;
}

/** The numerator of CKNNA for two kernels: their alignment over the neighbours they share. */
type Alignment = (x: KernelWithNeighbours, y: KernelWithNeighbours) => number;

/** Calls `visit` for every sample i and each j among its neighbours in both. */
function forSharedNeighbours(
  x: KernelWithNeighbours,
  y: KernelWithNeighbours,
  visit: (i: number, j: number) => void,
): void {
  const { k } = x;
  for (let i = 0; i < x.matrix.rows; i++) {
    const others = y.lists.subarray(i * k, (i + 1) * k);
    for (const j of x.lists.subarray(i * k, (i + 1) * k)) if (others.includes(j)) visit(i, j);
  }
}

const alignments: Readonly<Record<NonNullable<CknnaOptions['centring']>, Alignment>> = {
  rows(x, y) {
    const n = x.matrix.rows;
    let sum = 0;
    forSharedNeighbours(x, y, (i, j) => {
      sum += (x.kernel[i * n + j] - x.rowMeans[i]) * (y.kernel[i * n + j] - y.rowMeans[i]);
    });
    return sum;
  },
  unbiased(x, y) {
    const n = x.matrix.rows;
    const shared = new Uint8Array(n * n);
    const [columnSums, rowSums] = [new Float64Array(n), new Float64Array(n)];
    let [sumX, sumY] = [0, 0];
    forSharedNeighbours(x, y, (i, j) => {
      const at = i * n + j;
      shared[at] = 1;
      columnSums[j] += x.kernel[at];
      rowSums[i] += y.kernel[at];
      sumX += x.kernel[at];
      sumY += y.kernel[at];
    });
    // The masked kernels are not symmetric: the trace of their product has the pairs that are neighbours both ways.
    let products = 0;
    forSharedNeighbours(x, y, (i, j) => {
      if (shared[j * n + i]) products += x.kernel[i * n + j] * y.kernel[j * n + i];
    });
    const chained = columnSums.reduce((sum, value, j) => sum + value * rowSums[j], 0);
    return (products + (sumX / (n - 1)) * (sumY / (n - 2)) - (2 * chained) / (n - 2)) / n / (n - 3);
  },
};

/** The three alignments that CKNNA is made of. */
export function cknnaParts(
  x: KernelWithNeighbours,
  y: KernelWithNeighbours,
  centring: NonNullable<CknnaOptions['centring']>,
): { readonly xy: number; readonly xx: number; readonly yy: number } {
  const alignment = lookUp('CKNNA centring', alignments, centring);
  return { xy: alignment(x, y), xx: alignment(x, x), yy: alignment(y, y) };
}

/**
 * Centred kernel nearest-neighbour alignment: kernel alignment over the pairs that are neighbours in both representations,
 * relative to each representation's alignment with itself over its own neighbours.
 *
 * 1 for equivalent representations, near 0 where neighbours are unrelated. The stated range is that of `centring: 'rows'`.
 *
 * @throws ArgumentError for different numbers of samples, fewer than k + 1 (or than 4, unbiased), no variance, NaN, an
 * unknown option, or an alignment of a representation with itself that is not positive, as the unbiased one may be.
 */
export const cknna = /* @__PURE__ */ defineMeasure<KernelWithNeighbours, CknnaOptions>({
  name: 'cknna',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: neighbourInvariance,
  isMetric: false,
  source: 'Huh, Cheung, Wang & Isola 2024 (arXiv 2405.07987)',
  prepare(input, options, where, argument) {
    const { similarity = 'inner-product', centre = false, centring = 'rows' } = options;
    lookUp('CKNNA kernel', { cosine: 0, 'inner-product': 0 }, similarity);
    const { matrix } = samplesOf(input, centre, where, argument);
    if (centring === 'unbiased' && matrix.rows < 4)
      throw new ArgumentError(`${where}: ${argument} has ${matrix.rows} samples; the unbiased form needs at least 4`);
    const { k, lists, farness } = nearest(matrix, { ...options, similarity }, where, argument);
    const n = matrix.rows;
    const kernel = farness.data.map((value) => (similarity === 'cosine' ? 1 - value : -value));
    const rowMeans = Float64Array.from(
      { length: n },
      (_, i) => kernel.subarray(i * n, (i + 1) * n).reduce((sum, value) => sum + value, 0) / n,
    );
    return { argument, matrix, k, lists, kernel, rowMeans };
  },
  compare(x, y, { centring = 'rows' }) {
    checkSameSamples('cknna', x, y);
    const { xy, xx, yy } = cknnaParts(x, y, centring);
    for (const [own, { argument }] of [
      [xx, x],
      [yy, y],
    ] as const)
      if (!(own > 0))
        throw new ArgumentError(
          `cknna: ${argument} has the alignment ${own} with itself; expected a positive number. Raise k, or centre rows`,
        );
    return xy / Math.sqrt(xx) / Math.sqrt(yy);
  },
});
