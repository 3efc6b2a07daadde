import { ArgumentError, type Matrix, type MatrixInput, toMatrix, viewMatrix } from '@lrsim/core';
import { multiply, readProductTranspose } from '@lrsim/linalg';
import { centredByColumn, type GroupedDesign, readDesign, runSums, withoutPatternMeans } from './patterns.js';
import { type PrecisionBetween, precisionBetweenRuns } from './precision.js';
import { withPrior } from './rdm.js';
import { upperTriangle } from './rdm-input.js';
import type { CrossnobisOptions, Design, PoissonOptions, Rdm } from './types.js';

/** The mean patterns of every run, and those of all its other runs together. */
interface Folds {
  readonly runs: number;
  readonly design: GroupedDesign;
  /** The mean patterns of one run. */
  own(run: number): Matrix;
  /** The mean over all trials of the other runs. */
  others(run: number): Matrix;
}

function foldsOf(where: string, trials: Matrix, given: Design): Folds {
  const design = readDesign(where, given, trials.rows);
  const { sums, counts } = runSums(where, trials, design);
  const [n, runs, p] = [design.conditions.labels.length, design.runs.labels.length, trials.columns];
  const [totals, totalCounts] = [new Float64Array(n * p), new Float64Array(n)];
  for (let run = 0; run < runs; run++) {
    for (let condition = 0; condition < n; condition++) totalCounts[condition] += counts[run * n + condition];
    for (let at = 0, from = run * n * p; at < n * p; at++, from++) totals[at] += sums[from];
  }
  /** Means of a run's trials, or of all others'. */
  const meanOf = (run: number, ofOthers: boolean): Matrix => {
    const data = new Float64Array(n * p);
    for (let condition = 0, at = 0, from = run * n * p; condition < n; condition++) {
      const own = counts[run * n + condition];
      const count = ofOthers ? totalCounts[condition] - own : own;
      for (let k = 0; k < p; k++, at++, from++) data[at] = (ofOthers ? totals[at] - sums[from] : sums[from]) / count;
    }
    return { rows: n, columns: p, data };
  };
  return { runs, design, own: (run) => meanOf(run, false), others: (run) => meanOf(run, true) };
}

/**
 * Crossnobis: cross-validated Mahalanobis distances, whose expectation is 0 for patterns that differ by noise alone.
 *
 * The mean over left-out runs b of (a_i - a_j)' S (b_i - b_j) / p, a the mean patterns of all trials of the other runs. With one
 * precision for each run, the mean over all pairs of runs, S the inverse of the mean of their two covariances.
 *
 * @param trials - [trials, channels].
 * @throws ArgumentError for a single run, a condition that some run lacks, or a precision of another size.
 */
export function crossnobisRdm(trials: MatrixInput, options: CrossnobisOptions): Rdm {
  const where = 'crossnobisRdm';
  const raw = viewMatrix(where, 'trials', trials);
  const data = options.removeMean ? withoutPatternMeans(raw) : raw;
  const { runs, own, others, design } = foldsOf(where, data, options);
  const precision = precisionBetweenRuns(where, options.precision, runs, raw.columns);
  const products: Float64Array[] = [];
  if (precision.perRun)
    for (let a = 0; a < runs; a++)
      for (let b = a + 1; b < runs; b++) products.push(crossDistances(own(a), own(b), precision(a, b)));
  else for (let run = 0; run < runs; run++) products.push(crossDistances(others(run), own(run), precision(run, run)));
  return meanRdm(design, products);
}

/**
 * Cross-validated Poisson dissimilarities: the mean over left-out runs b of sum (a_i - a_j)(log b_i - log b_j) / p, a the mean
 * rates of the other runs, both with the prior. (rsatoolbox returns its last fold alone.)
 *
 * @param trials - [trials, channels], rates or counts of at least 0.
 * @throws ArgumentError for a single run, a condition that some run lacks, or negative rates.
 */
export function crossValidatedPoissonRdm(trials: MatrixInput, options: Design & PoissonOptions): Rdm {
  const where = 'crossValidatedPoissonRdm';
  const { runs, own, others, design } = foldsOf(where, toMatrix(where, 'trials', trials), options);
  const products: Float64Array[] = [];
  for (let run = 0; run < runs; run++) {
    const [train, test] = [withPrior(where, others(run), options), withPrior(where, own(run), options)];
    products.push(crossDistances(train, { ...test, data: test.data.map(Math.log) }, undefined));
  }
  return meanRdm(design, products);
}

/**
 * The dissimilarities of every condition in one half of the runs with every condition in the other: an asymmetric RDM with a
 * diagonal, conditions x conditions, |a_i - b_j|^2 / p (or with `precision` the Mahalanobis form).
 *
 * @param first - the labels of the runs that make the rows; all others make the columns.
 * @throws ArgumentError where a run label is unknown, one side has no runs, or a condition lacks trials in some run.
 */
export function crossRunDissimilarities(
  trials: MatrixInput,
  options: Design & { readonly first: readonly (number | string)[]; readonly precision?: MatrixInput },
): Matrix {
  const where = 'crossRunDissimilarities';
  const raw = toMatrix(where, 'trials', trials);
  const design = readDesign(where, options, raw.rows);
  const unknown = options.first.find((label) => !design.runs.labels.includes(label));
  if (unknown !== undefined)
    throw new ArgumentError(
      `${where}: first has ${unknown}; expected labels of runs: ${design.runs.labels.join(', ')}`,
    );
  const half = Array.from(design.runs.groupOf, (run) => (options.first.includes(design.runs.labels[run]) ? 0 : 1));
  const { own } = foldsOf(where, raw, { conditions: options.conditions, runs: half });
  const [a, b] = [own(0), own(1)];
  const s = precisionBetweenRuns(where, options.precision, 2, raw.columns)(0, 1);
  const [n, p] = [a.rows, a.columns];
  const differences = new Float64Array(n * n * p);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < p; k++) differences[at++] = a.data[i * p + k] - b.data[j * p + k];
  const weighted = s ? multiply({ rows: n * n, columns: p, data: differences }, s).data : differences;
  const data = new Float64Array(n * n);
  for (let at = 0; at < differences.length; at++) data[Math.floor(at / p)] += (differences[at] * weighted[at]) / p;
  return { rows: n, columns: n, data };
}

/** Below this part of the products it is made of, a difference has lost digits: it is summed again directly. */
const CANCELS = 1e-3;

/** (a_i - a_j)' S (b_i - b_j) / p for all pairs of conditions. */
function crossDistances(a: Matrix, b: Matrix, s: ReturnType<PrecisionBetween>): Float64Array {
  const { rows: n, columns: p } = a;
  const left = centredByColumn(a);
  const right = s ? multiply(centredByColumn(b), s) : centredByColumn(b);
  const [x, y] = [left.data, right.data];
  const directly = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0, u = i * p, v = j * p; k < p; k++, u++, v++) sum += (x[u] - x[v]) * (y[u] - y[v]);
    return sum;
  };
  return readProductTranspose(left, right, ({ data: products }) =>
    upperTriangle(n, (i, j) => {
      const [own, other] = [products[i * (n + 1)], products[j * (n + 1)]];
      const [across, back] = [products[i * n + j], products[j * n + i]];
      const value = own + other - across - back;
      const size = Math.abs(own) + Math.abs(other) + Math.abs(across) + Math.abs(back);
      return (Math.abs(value) < CANCELS * size ? directly(i, j) : value) / p;
    }),
  );
}

function meanRdm({ conditions }: GroupedDesign, products: readonly Float64Array[]): Rdm {
  const values = new Float64Array(products[0].length);
  for (const product of products)
    for (let at = 0; at < values.length; at++) values[at] += product[at] / products.length;
  return { conditions: conditions.labels.length, values, labels: conditions.labels };
}
