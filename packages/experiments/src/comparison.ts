import { ArgumentError, type Matrix, type Recording, type Rollout } from '@lrsim/core';
import type { AnalysedTask } from '@lrsim/tasks';

/** A recording and a network's activity as matrices of the same samples (condition by condition, time within). */
export interface Comparison {
  /** Recorded firing rates, [conditions * time, recorded units]. */
  readonly recorded: Matrix;
  readonly conditions: number;
  /** Time points compared per condition. */
  readonly timePoints: number;
  /** The network's rates on the analysis trials, cut to the compared steps, [conditions * time, units]. */
  activity(rollout: Rollout): Matrix;
}

/**
 * Lines up a recording with the analysis trials of a task: condition by condition, and the task's analysis window with all
 * time bins of the recording.
 *
 * @throws ArgumentError where conditions or time do not correspond.
 */
export function compareWith(recording: Recording, task: AnalysedTask): Comparison {
  const [conditions, timePoints, units] = recording.rates.shape;
  if (conditions !== task.nConditions)
    throw new ArgumentError(
      `the recording ${recording.name} has ${conditions} conditions, the task ${task.name} has ${task.nConditions}; ` +
        'they must be the same conditions in the same order. Choose the task the recording was made with.',
    );
  const { start, end } = task.analysisWindow;
  if (timePoints !== end - start)
    throw new ArgumentError(
      `the recording ${recording.name} has ${timePoints} time bins, the task ${task.name} compares ${end - start} steps of ` +
        `${task.dtMs} ms; re-bin the recording so that they agree`,
    );
  return {
    recorded: { rows: conditions * timePoints, columns: units, data: recording.rates.data },
    conditions,
    timePoints,
    activity({ rates, trials, steps, nUnits }) {
      const data = new Float64Array(trials * timePoints * nUnits);
      for (let trial = 0; trial < trials; trial++) {
        const from = (trial * steps + start) * nUnits;
        data.set(rates.subarray(from, from + timePoints * nUnits), trial * timePoints * nUnits);
      }
      return { rows: trials * timePoints, columns: nUnits, data };
    },
  };
}

/** A matrix as the input every metric takes. */
export const asInput = ({ data, rows, columns }: Matrix) => ({ data, shape: [rows, columns] });
