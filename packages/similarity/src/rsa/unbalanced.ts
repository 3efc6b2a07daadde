import { lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';
import { centredByColumn, type GroupedDesign, readDesign } from './patterns.js';
import { type PrecisionBetween, precisionBetweenRuns } from './precision.js';
import { withPrior } from './rdm.js';
import { upperTriangle } from './rdm-input.js';
import { readTrials } from './read-trials.js';
import type { Rdm, UnbalancedOptions } from './types.js';

/** Similarities of trials, each summed over the channels measured in both, and how many those are. */
interface TrialSimilarities {
  readonly sums: Float64Array;
  readonly channels: Float64Array;
}

/** Trials with 0 for what was not measured, and a mask that is 1 where it was. */
interface Measured {
  readonly values: Matrix;
  readonly mask: Matrix;
}

/**
 * The RDM of a design in which conditions have any number of trials in any runs, and trials may lack channels (NaN).
 *
 * Similarities of single trials, over the channels that both have, are averaged over all pairs of trials of two conditions (with
 * `crossValidated` from different runs), and d_ij = s_ii + s_jj - 2 s_ij. In a balanced design without NaN `squared-euclidean` and
 * `mahalanobis` give `rdm` or, cross-validated, `crossnobisRdm`. A dissimilarity no pair of trials tells of is NaN. Where the
 * pairs that count differ between s_ii and s_ij (unequal runs, cross-validated, or NaN) the values depend on the origin of the
 * channels, as in rsatoolbox: subtract a mean pattern first if there is an offset.
 *
 * @param trials - [trials, channels]; NaN for a channel that a trial lacks. A precision loses those channels' rows and columns.
 * @throws ArgumentError for labels of another number than the trials, one condition, or a precision of another size.
 */
export function unbalancedRdm(trials: MatrixInput, options: UnbalancedOptions): Rdm {
  const where = 'unbalancedRdm';
  const raw = readTrials(where, 'trials', trials);
  const design = readDesign(where, options, raw.rows);
  const kind = lookUp('RDM of an unbalanced design', kinds, options.kind ?? 'squared-euclidean');
  const weigh = lookUp('weighting', weightings, options.weighting ?? 'number');
  const crossValidated = options.crossValidated ?? options.runs !== undefined;
  const shiftable = isShiftable(options) && !crossValidated && !raw.data.some(Number.isNaN);
  const { sums, channels } = kind(shiftable ? centredByColumn(raw) : raw, design, options);
  const { conditions, runs } = design;
  const n = conditions.labels.length;
  const [total, weight] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let a = 0, at = 0; a < raw.rows; a++)
    for (let b = 0; b < raw.rows; b++, at++) {
      if (channels[at] === 0 || (crossValidated && runs.groupOf[a] === runs.groupOf[b])) continue;
      const pair = conditions.groupOf[a] * n + conditions.groupOf[b];
      const [sum, share] = weigh(sums[at], channels[at]);
      total[pair] += sum;
      weight[pair] += share;
    }
  const similarity = (i: number, j: number) => total[i * n + j] / weight[i * n + j];
  const values = upperTriangle(n, (i, j) => similarity(i, i) + similarity(j, j) - similarity(i, j) - similarity(j, i));
  return { conditions: n, values, labels: conditions.labels };
}

/** Whether products about another origin give the same dissimilarities, if all pairs of trials count. */
const isShiftable = ({ kind = 'squared-euclidean' }: UnbalancedOptions) =>
  kind === 'squared-euclidean' || kind === 'mahalanobis';

/** What a pair of trials adds to the sum and to its weight. */
const weightings = {
  number: (sum: number, channels: number) => [sum, channels],
  equal: (sum: number, channels: number) => [sum / channels, 1],
} as const;

type Kind = (trials: Matrix, design: GroupedDesign, options: UnbalancedOptions) => TrialSimilarities;

const kinds: Readonly<Record<NonNullable<UnbalancedOptions['kind']>, Kind>> = {
  'squared-euclidean': (trials) => products(measured(trials)),
  correlation: (trials) => correlations(measured(centredByRow(trials))),
  mahalanobis(trials, design, { precision }) {
    const between = precisionBetweenRuns('unbalancedRdm', precision, design.runs.labels.length, trials.columns);
    return weightedProducts(measured(trials), design, between);
  },
  /** -(a - b)(log a - log b) / 2 */
  poisson(trials, _, options) {
    const { values, mask } = measured(withPrior('unbalancedRdm', trials, options));
    const logs = { ...values, data: values.data.map((rate, at) => (mask.data[at] ? Math.log(rate) : 0)) };
    const own = { ...values, data: values.data.map((rate, at) => rate * logs.data[at]) };
    const n = values.rows;
    const [crossed, single] = [multiplyTranspose(values, logs).data, multiplyTranspose(own, mask).data];
    const sums = crossed.map((value, at) => {
      const mirror = (at % n) * n + Math.floor(at / n);
      return (value + crossed[mirror] - single[at] - single[mirror]) / 2;
    });
    return { sums, channels: multiplyTranspose(mask, mask).data };
  },
};

function measured(trials: Matrix): Measured {
  const mask = { ...trials, data: trials.data.map((value) => (Number.isNaN(value) ? 0 : 1)) };
  return { values: { ...trials, data: trials.data.map((value) => (Number.isNaN(value) ? 0 : value)) }, mask };
}

const products = ({ values, mask }: Measured): TrialSimilarities => ({
  sums: multiplyTranspose(values, values).data,
  channels: multiplyTranspose(mask, mask).data,
});

function weightedProducts(trials: Measured, { runs }: GroupedDesign, between: PrecisionBetween & { perRun: boolean }) {
  const { values } = trials;
  const count = runs.labels.length;
  const shared = between(0, 0);
  if (!between.perRun)
    return shared
      ? { ...products(trials), sums: multiplyTranspose(multiply(values, shared), values).data }
      : products(trials);
  const sums = new Float64Array(values.rows ** 2);
  const rowsOf = Array.from({ length: count }, (_, run) =>
    Array.from(runs.groupOf.keys()).filter((row) => runs.groupOf[row] === run),
  );
  const parts = rowsOf.map((rows) => rowsOfMatrix(values, rows));
  for (let a = 0; a < count; a++)
    for (let b = 0; b < count; b++) {
      const s = between(a, b);
      const block = multiplyTranspose(s ? multiply(parts[a], s) : parts[a], parts[b]).data;
      rowsOf[a].forEach((row, i) => {
        rowsOf[b].forEach((column, j) => {
          sums[row * values.rows + column] = block[i * rowsOf[b].length + j];
        });
      });
    }
  return { ...products(trials), sums };
}

function rowsOfMatrix({ columns, data }: Matrix, rows: readonly number[]): Matrix {
  const picked = new Float64Array(rows.length * columns);
  rows.forEach((row, at) => {
    picked.set(data.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return { rows: rows.length, columns, data: picked };
}

/** Half the correlations over the channels of both, as many times as there are such channels; a trial with itself has 1/2. */
function correlations({ values, mask }: Measured): TrialSimilarities {
  const { rows } = values;
  const squares = { ...values, data: values.data.map((value) => value * value) };
  const [both, own, ownSquares] = [values, mask, mask].map((other, at) =>
    multiplyTranspose(at === 2 ? squares : values, other),
  );
  const channels = multiplyTranspose(mask, mask).data;
  const sums = new Float64Array(rows * rows);
  for (let a = 0, at = 0; a < rows; a++)
    for (let b = 0; b < rows; b++, at++) {
      const n = channels[at];
      const mirror = b * rows + a;
      const varianceOf = (place: number) => ownSquares.data[place] - own.data[place] ** 2 / n;
      const [va, vb] = [varianceOf(at), varianceOf(mirror)];
      const varies = va > ROUNDING * ownSquares.data[at] && vb > ROUNDING * ownSquares.data[mirror];
      const covariance = both.data[at] - (own.data[at] * own.data[mirror]) / n;
      const correlation = a === b ? 1 : varies ? covariance / Math.sqrt(va) / Math.sqrt(vb) : 0;
      sums[at] = (n * correlation) / 2;
    }
  return { sums, channels };
}

const ROUNDING = 1e-14;

/** Rows minus the mean of what they have, and constant ones exactly 0. */
function centredByRow({ rows, columns, data }: Matrix): Matrix {
  const centred = data.slice();
  for (let row = 0; row < rows; row++) {
    const pattern = centred.subarray(row * columns, (row + 1) * columns);
    const known = pattern.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const constant = known.every((value) => value === known[0]);
    for (let k = 0; k < columns; k++) pattern[k] = constant ? pattern[k] * 0 : pattern[k] - mean;
  }
  return { rows, columns, data: centred };
}
