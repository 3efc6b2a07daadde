import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type Samples, samplesOf } from './samples.js';
import type { EnsdOptions } from './types.js';

export interface UnitTrace extends Samples {
  /** tr(K^2) of the kernel K = XX' with X of unit norm, so that tr K is 1. Its inverse is the participation ratio. */
  readonly traceOfSquare: number;
  /** Samples x samples, once somebody has asked for it. */
  readonly kernel: () => Matrix;
}

/**
 * Effective number of shared dimensions: PR(X) PR(Y) tr(KL) / (tr K tr L), K and L the kernels XX' and YY', PR the
 * participation ratio tr(K)^2 / tr(K^2).
 *
 * For equal data it is their participation ratio, in general linear CKA times the geometric mean of the two: a similarity
 * with no upper limit. Data are centred per unit by default.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const ensd = /* @__PURE__ */ defineMeasure<UnitTrace, EnsdOptions>({
  name: 'ensd',
  range: [0, Infinity],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Giaffar, Rullan Buxo & Aoi 2024, AISTATS (bioRxiv 2023.07.27.550815)',
  prepare(input, { centre = true }, where, argument) {
    const { matrix } = samplesOf(input, centre, where, argument);
    const largest = matrix.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const relative = { ...matrix, data: matrix.data.map((value) => value / largest) };
    const norm = frobeniusNorm(relative);
    const unit = { ...matrix, data: relative.data.map((value) => value / norm) };
    let kernel: Matrix | undefined;
    const kernelOf = () => {
      kernel ??= multiplyTranspose(unit, unit);
      return kernel;
    };
    const smaller = unit.columns < unit.rows ? transposeMultiply(unit, unit) : kernelOf();
    return { argument, matrix: unit, traceOfSquare: frobeniusNorm(smaller) ** 2, kernel: kernelOf };
  },
  compare(x, y) {
    checkSameSamples('ensd', x, y);
    return traceOfProduct(x, y) / x.traceOfSquare / y.traceOfSquare;
  },
});

/** tr(KL) = |X'Y|^2, from the kernels where samples are the fewer. */
function traceOfProduct(x: UnitTrace, y: UnitTrace): number {
  const { rows, columns } = x.matrix;
  if (columns * y.matrix.columns <= rows * (columns + y.matrix.columns))
    return frobeniusNorm(transposeMultiply(x.matrix, y.matrix)) ** 2;
  const other = y.kernel().data;
  return x.kernel().data.reduce((sum, value, at) => sum + value * other[at], 0);
}
