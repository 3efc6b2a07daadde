import { ArgumentError, checkNumber } from '@lrsim/core';
import { leadingColumns, transpose } from '@lrsim/linalg';
import { stackRows } from '../../stack-rows.js';
import { ridgeRegression } from '../dmd/dmd.js';
import { readTrials, rowsBetween } from '../trials.js';
import type { TrialsInput } from '../types.js';
import type { ControlledSystem } from './controllability.js';

/**
 * Dynamic mode decomposition with control: the A and B of x(t + 1) = A x(t) + B u(t), by ridge regression over pairs within
 * trials. No pair reaches from one trial into the next.
 *
 * @param states - [trials, time, units], one trial [time, units], or a list of trials.
 * @param inputs - the same trials and times, any number of inputs.
 * @param options.lambda - ridge in squared units of the data (default 1e-8).
 * @throws ArgumentError for trials that do not correspond or have one sample.
 * @source Proctor, Brunton & Kutz, SIAM J. Appl. Dyn. Syst. 15, 142 (2016).
 */
export function dmdWithControl(states: TrialsInput, inputs: TrialsInput, { lambda = 1e-8 } = {}): ControlledSystem {
  const where = 'dmdWithControl';
  checkNumber(where, 'lambda', lambda, 0);
  const [x, u] = [readTrials(where, 'states', states), readTrials(where, 'inputs', inputs)];
  const [n, m] = [x[0].columns, u[0].columns];
  if (x.length !== u.length || x.some(({ rows }, k) => rows !== u[k].rows || rows < 2))
    throw new ArgumentError(
      `${where}: inputs has ${u.length} trials of ${u.map(({ rows }) => rows).join(', ')} samples, states has ${x.length} of ${x.map(({ rows }) => rows).join(', ')}; expected the same, at least 2 samples each`,
    );
  const before = x.map((trial, k) => {
    const rows = trial.rows - 1;
    const data = new Float64Array(rows * (n + m));
    for (let t = 0; t < rows; t++) {
      data.set(trial.data.subarray(t * n, (t + 1) * n), t * (n + m));
      data.set(u[k].data.subarray(t * m, (t + 1) * m), t * (n + m) + n);
    }
    return { rows, columns: n + m, data };
  });
  const after = x.map((trial) => rowsBetween(trial, 1, trial.rows));
  const both = ridgeRegression(stackRows(before), stackRows(after), lambda);
  const ab = transpose(both);
  return { a: leadingColumns(ab, n), b: transpose(rowsBetween(both, n, n + m)) };
}
