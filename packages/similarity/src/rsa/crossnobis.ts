import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
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
  const meanOver = (chosen: readonly number[]): Matrix => {
    const data = new Float64Array(n * p);
    const of = new Float64Array(n);
    for (const run of chosen)
      for (let condition = 0; condition < n; condition++) {
        of[condition] += counts[run * n + condition];
        for (let k = 0; k < p; k++) data[condition * p + k] += sums[(run * n + condition) * p + k];
      }
    for (let at = 0; at < data.length; at++) data[at] /= of[Math.floor(at / p)];
    return { rows: n, columns: p, data };
  };
  const all = Array.from({ length: runs }, (_, run) => run);
  return {
    runs,
    design,
    own: (run) => meanOver([run]),
    others: (run) => meanOver(all.filter((other) => other !== run)),
  };
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
  const raw = toMatrix(where, 'trials', trials);
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

/** (a_i - a_j)' S (b_i - b_j) / p for all pairs of conditions. */
function crossDistances(a: Matrix, b: Matrix, s: ReturnType<PrecisionBetween>): Float64Array {
  const { rows: n, columns: p } = a;
  const left = centredByColumn(a);
  const right = s ? multiply(centredByColumn(b), s).data : centredByColumn(b).data;
  return upperTriangle(n, (i, j) => {
    let sum = 0;
    for (let k = 0; k < p; k++)
      sum += (left.data[i * p + k] - left.data[j * p + k]) * (right[i * p + k] - right[j * p + k]);
    return sum / p;
  });
}

function meanRdm({ conditions }: GroupedDesign, products: readonly Float64Array[]): Rdm {
  const values = new Float64Array(products[0].length);
  for (const product of products)
    for (let at = 0; at < values.length; at++) values[at] += product[at] / products.length;
  return { conditions: conditions.labels.length, values, labels: conditions.labels };
}
