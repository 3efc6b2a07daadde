import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { groupBy } from './labels.js';
import { centredByColumn, readDesign, runSums } from './patterns.js';
import { inverseOf, toPrecision } from './precision.js';
import type { Design, Label, NoiseEstimator } from './types.js';

/** Options of the noise covariances. */
export interface NoiseOptions {
  /** How it is estimated (default `shrinkage-diagonal`, which is positive definite for any number of samples). */
  readonly estimator?: NoiseEstimator;
  /** Degrees of freedom of the residuals. */
  readonly degreesOfFreedom?: number;
}

/** Centred residuals, their covariance over the degrees of freedom, and those. */
interface Sample {
  readonly residuals: Matrix;
  readonly covariance: Matrix;
  readonly freedom: number;
}

const estimators: Readonly<Record<NoiseEstimator, (sample: Sample) => Matrix>> = {
  full: ({ covariance }) => covariance,
  diagonal: ({ covariance }) => offDiagonalTimes(covariance, 0),
  'shrinkage-eye'({ residuals, covariance, freedom }) {
    const { rows: n, columns: p } = residuals;
    const s = covariance.data.map((value) => (value * freedom) / n);
    const products = productsOfSquares(residuals);
    let mean = 0;
    for (let i = 0; i < p; i++) mean += s[i * (p + 1)] / p;
    let [noise, spread] = [0, 0];
    for (let at = 0; at < s.length; at++) {
      noise += (products[at] / n - s[at] ** 2) / n;
      spread += (s[at] - (at % (p + 1) === 0 ? mean : 0)) ** 2;
    }
    const share = spread > 0 ? Math.min(1, noise / spread) : 1;
    const data = s.map((v, at) => (((1 - share) * v + (at % (p + 1) === 0 ? share * mean : 0)) * n) / freedom);
    return { rows: p, columns: p, data };
  },
  'shrinkage-diagonal'({ residuals, covariance, freedom }) {
    const { rows: n, columns: p } = residuals;
    const variances = Float64Array.from({ length: p }, (_, k) => covariance.data[k * (p + 1)]);
    const products = productsOfSquares(residuals);
    let [noise, size] = [0, 0];
    for (let i = 0; i < p; i++)
      for (let j = 0; j < p; j++) {
        const variance = variances[i] * variances[j];
        if (i === j || variance === 0) continue;
        const squared = covariance.data[i * p + j] ** 2 / variance;
        noise += (n / freedom ** 2) * (products[i * p + j] / freedom / variance - squared);
        size += squared;
      }
    return offDiagonalTimes(covariance, 1 - (size > 0 ? Math.min(1, Math.max(0, noise / size)) : 1));
  },
};

/**
 * Covariance of the channels' noise from residuals, channels x channels.
 *
 * `shrinkage-eye` is Ledoit & Wolf 2004 (doi 10.1016/S0047-259X(03)00096-4), `shrinkage-diagonal` Schaefer & Strimmer 2005 (doi
 * 10.2202/1544-6115.1175). RDMs need a precision: `precisionOf` inverts it.
 *
 * @param residuals - [samples, channels], such as those of a regression in one run; their mean is subtracted.
 * @throws ArgumentError for fewer than two samples, or degrees of freedom of 0 or less (default: samples - 1).
 */
export function residualCovariance(residuals: MatrixInput, options: NoiseOptions = {}): Matrix {
  const where = 'residualCovariance';
  const centred = centredByColumn(toMatrix(where, 'residuals', residuals));
  if (centred.rows < 2)
    throw new ArgumentError(`${where}: residuals has 1 sample; expected at least 2 to estimate a covariance from`);
  return estimated(where, centred, options, centred.rows - 1);
}

/**
 * Covariance of the channels' noise from single trials: that of their deviations from the mean pattern of their condition.
 *
 * @param trials - [trials, channels], of any number for each condition.
 * @param conditions - the condition of each trial.
 * @throws ArgumentError where no condition has two trials. Degrees of freedom are by default trials - conditions.
 */
export function trialCovariance(trials: MatrixInput, conditions: ArrayLike<Label>, options: NoiseOptions = {}): Matrix {
  const where = 'trialCovariance';
  const raw = toMatrix(where, 'trials', trials);
  const groups = groupBy(where, 'conditions', conditions, raw.rows);
  const freedom = raw.rows - groups.labels.length;
  if (freedom < 1)
    throw new ArgumentError(
      `${where}: each of ${raw.rows} trials is of another condition; expected some condition with at least 2 trials`,
    );
  const { data, columns } = raw;
  const means = new Float64Array(groups.labels.length * columns);
  for (let at = 0; at < data.length; at++) {
    const group = groups.groupOf[Math.floor(at / columns)];
    means[group * columns + (at % columns)] += data[at] / groups.counts[group];
  }
  const residuals = data.map((v, at) => v - means[groups.groupOf[Math.floor(at / columns)] * columns + (at % columns)]);
  return estimated(where, { ...raw, data: residuals }, options, freedom);
}

/**
 * Covariance of the noise between conditions (sigma_k), conditions x conditions: that of each run's mean patterns about their
 * mean over runs, per channel, with n runs and p channels over (n - 1) p.
 *
 * @param trials - [trials, channels].
 * @param options - labels as in `crossnobisRdm`; `precision` weighs the channels (default: identity).
 * @throws ArgumentError for a single run, a condition that some run lacks, or a precision of another size.
 */
export function conditionCovariance(
  trials: MatrixInput,
  options: Design & { readonly precision?: MatrixInput },
): Matrix {
  const where = 'conditionCovariance';
  const raw = toMatrix(where, 'trials', trials);
  const design = readDesign(where, options, raw.rows);
  const { sums, counts } = runSums(where, raw, design);
  const [n, runs, p] = [design.conditions.labels.length, design.runs.labels.length, raw.columns];
  const means = sums.map((value, at) => value / counts[Math.floor(at / p)]);
  const size = n * p;
  for (let at = 0; at < size; at++) {
    let mean = 0;
    for (let run = 0; run < runs; run++) mean += means[run * size + at] / runs;
    for (let run = 0; run < runs; run++) means[run * size + at] -= mean;
  }
  const s = options.precision && toPrecision(where, 'precision', options.precision, p);
  const data = new Float64Array(n * n);
  for (let run = 0; run < runs; run++) {
    const deviations: Matrix = { rows: n, columns: p, data: means.subarray(run * size, (run + 1) * size) };
    const product = multiplyTranspose(s ? multiply(deviations, s) : deviations, deviations).data;
    for (let at = 0; at < data.length; at++) data[at] += product[at] / ((runs - 1) * p);
  }
  return { rows: n, columns: n, data };
}

/**
 * The precision of a covariance: its inverse, which RDMs take.
 *
 * @throws ArgumentError for a matrix that is not square, or not positive definite.
 */
export function precisionOf(covariance: MatrixInput): Matrix {
  const matrix = toMatrix('precisionOf', 'covariance', covariance);
  return inverseOf('precisionOf', 'covariance', toPrecision('precisionOf', 'covariance', covariance, matrix.rows));
}

function estimated(where: string, residuals: Matrix, options: NoiseOptions, otherwise: number): Matrix {
  const { estimator = 'shrinkage-diagonal', degreesOfFreedom = otherwise } = options;
  checkNumber(where, 'degreesOfFreedom', degreesOfFreedom, 0);
  if (degreesOfFreedom === 0) throw new ArgumentError(`${where}: degreesOfFreedom is 0; expected a number above 0`);
  const product = transposeMultiply(residuals, residuals);
  const covariance = { ...product, data: product.data.map((value) => value / degreesOfFreedom) };
  return lookUp('noise estimator', estimators, estimator)({ residuals, covariance, freedom: degreesOfFreedom });
}

/** Sums over samples of r_i^2 r_j^2. */
function productsOfSquares(residuals: Matrix): Float64Array {
  const squares = { ...residuals, data: residuals.data.map((value) => value * value) };
  return transposeMultiply(squares, squares).data;
}

const offDiagonalTimes = ({ rows, columns, data }: Matrix, factor: number): Matrix => ({
  rows,
  columns,
  data: data.map((value, at) => (at % (rows + 1) === 0 ? value : value * factor)),
});
