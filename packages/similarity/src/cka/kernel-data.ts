import {
  ArgumentError,
  lookUp,
  type Matrix,
  type MatrixInput,
  NonFiniteError,
  toMatrix,
  viewMatrix,
} from '@lrsim/core';
import { frobeniusNorm, readProductTranspose } from '@lrsim/linalg';
import { centred, readCrossProduct, unitNormInPlace } from '../centred.js';
import { CentredMatrix } from '../centred-matrix.js';
import { lazily } from '../lazily.js';
import { innerProduct, normOf, type PackedSymmetric, packed } from '../packed-symmetric.js';
import { rowSquares } from '../squared-distances.js';
import { centringOf } from './estimators.js';
import { kernelOf, ownKernel } from './kernel-matrix.js';
import type { CkaOptions, HsicEstimator } from './types.js';

/** What kernel measures keep of one representation; the products of its own are made when first needed, once. */
export interface KernelData {
  readonly argument: string;
  readonly estimator: HsicEstimator;
  readonly centre: boolean;
  /** The data: for the linear kernel centred per unit (unless `centre` is false), and of norm 1 where it is huge or tiny. */
  readonly matrix: Matrix;
  /** What the kernel matrix of the data was divided by: the squared norm where that is huge or tiny, else 1. */
  readonly scale: number;
  readonly linear: boolean;
  /** Squared norm of each sample, and their sum: the diagonal and trace of the linear kernel matrix. */
  readonly diagonal: () => { readonly values: Float64Array; readonly trace: number };
  /** Norm of the estimator's kernel matrix, from the units x units product; linear kernel only. */
  readonly normFromUnits: () => number;
  /** The estimator's kernel matrix and its norm. */
  readonly gram: () => { readonly matrix: PackedSymmetric; readonly norm: number };
}

/** Samples that the unbiased estimator divides by: n (n - 3). */
const UNBIASED_SAMPLES = 4;

/**
 * Reads one representation for kernel measures.
 *
 * @throws ArgumentError for fewer than two samples (four for `unbiased`), data or a kernel matrix without variance, or
 *   unknown options; NonFiniteError for NaN.
 */
export function kernelData(
  input: MatrixInput,
  { kernel = 'linear', estimator = 'biased', centre = true }: CkaOptions,
  where: string,
  argument: string,
  lasting = true,
): KernelData {
  lookUp('HSIC estimator', { biased: 0, unbiased: 0, lange: 0 } satisfies Record<HsicEstimator, 0>, estimator);
  if (!centre && estimator === 'unbiased')
    throw new ArgumentError(`${where}: centre is false, which the unbiased estimator does not know; leave it out`);
  const parameters = kernelOf(kernel);
  const linear = typeof parameters !== 'function' && parameters.name === 'linear';
  const { matrix, scale } = linear
    ? linearData(input, centre, where, argument, lasting)
    : rawData(input, where, argument, lasting);
  const n = matrix.rows;
  if (estimator === 'unbiased' && n < UNBIASED_SAMPLES)
    throw new ArgumentError(
      `${where}: ${argument} has ${n} samples; the unbiased estimator needs at least ${UNBIASED_SAMPLES}`,
    );
  const { apply, a, b } = centringOf(estimator, centre);
  const checked = (norm: number, rounding: number) => {
    if (norm > rounding) return norm;
    throw new ArgumentError(
      `${where}: ${argument} has a kernel matrix without variance (${estimator} estimator); expected samples that differ`,
    );
  };
  const diagonal = lazily(() => {
    const values = matrix instanceof CentredMatrix ? matrix.rowSquares() : rowSquares(matrix);
    return { values, trace: values.reduce((sum, value) => sum + value, 0) };
  });
  return {
    argument,
    estimator,
    centre,
    matrix,
    scale,
    linear,
    diagonal,
    normFromUnits: lazily(() => {
      const own = readCrossProduct(matrix, matrix, frobeniusNorm);
      if (estimator === 'biased') return own;
      const { values, trace } = diagonal();
      const squares = values.reduce((sum, value) => sum + value * value, 0);
      const square = own * own - a(n) * squares + b(n) * trace * trace;
      return checked(Math.sqrt(Math.max(0, square)), Math.sqrt(n * Number.EPSILON) * own);
    }),
    gram: lazily(() => {
      const kernelMatrix = linear
        ? readProductTranspose(matrix, matrix, packed)
        : ownKernel(matrix, parameters, where, argument).matrix;
      const before = normOf(kernelMatrix);
      apply(kernelMatrix);
      return { matrix: kernelMatrix, norm: checked(normOf(kernelMatrix), n * Number.EPSILON * before) };
    }),
  };
}

/** The inner product of two representations' kernel matrices, of the data as scaled, from units or samples. */
export function kernelInner(x: KernelData, y: KernelData): number {
  if (!(x.linear && y.linear) || gramIsCheaper(x.matrix, y.matrix))
    return innerProduct(x.gram().matrix, y.gram().matrix);
  const cross = readCrossProduct(x.matrix, y.matrix, frobeniusNorm);
  if (x.estimator === 'biased') return cross * cross;
  const { a, b } = centringOf(x.estimator, x.centre);
  const [k, l] = [x.diagonal(), y.diagonal()];
  const shared = k.values.reduce((sum, value, i) => sum + value * l.values[i], 0);
  return cross * cross - a(x.matrix.rows) * shared + b(x.matrix.rows) * k.trace * l.trace;
}

/** The norm of the kernel matrix, in the form in which `kernelInner` of the two computes. */
export const kernelNorms = (x: KernelData, y: KernelData): [number, number] =>
  x.linear && y.linear && !gramIsCheaper(x.matrix, y.matrix)
    ? [x.normFromUnits(), y.normFromUnits()]
    : [x.gram().norm, y.gram().norm];

/** Multiplications: units need X'Y, X'X and Y'Y; samples need XX' and YY'. */
const gramIsCheaper = ({ rows, columns: p }: Matrix, { columns: q }: Matrix) => rows * (p + q) < p * q + p * p + q * q;

function linearData(input: MatrixInput, centre: boolean, where: string, argument: string, lasting: boolean) {
  if (centre) return moderate(centred(input, where, argument, lasting));
  const matrix = toMatrix(where, argument, input);
  const norm = frobeniusNorm(matrix);
  if (norm === 0) throw new ArgumentError(`${where}: ${argument} is all zero; expected activity`);
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return moderate({ matrix, norm });
}

/** Norms beyond these have fourth powers near the ends of float64. */
const [SMALLEST, LARGEST] = [1e-60, 1e60];

/** The data, of norm 1 where products of their products would be beyond float64 otherwise. */
const moderate = ({ matrix, norm }: { readonly matrix: Matrix; readonly norm: number }) =>
  norm > SMALLEST && norm < LARGEST
    ? { matrix, scale: 1 }
    : { matrix: unitNormInPlace({ matrix, norm }), scale: norm * norm };

/** The data as they are, once it is known that they vary. */
function rawData(input: MatrixInput, where: string, argument: string, lasting: boolean) {
  centred(input, where, argument, false);
  return { matrix: (lasting ? toMatrix : viewMatrix)(where, argument, input), scale: 1 };
}
