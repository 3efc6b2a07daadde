import { ArgumentError, checkInteger } from '@lrsim/core';
import type { DefinedTask } from '../definition/index.js';
import { iidSchedule } from './schedules.js';

/** Options of trial history. */
export interface TrialHistoryOptions {
  /** The variable whose value depends on the trial before, such as the direction. */
  readonly variable: string;
  /** [i][j]: the probability of value j after value i, of the values of the variable in ascending order; rows sum to 1. */
  readonly transitions: readonly (readonly number[])[];
}

/**
 * A task in which one variable follows from that of the trial before as a Markov chain; the others are drawn as ever. A batch is one
 * sequence of trials.
 *
 * @throws ArgumentError for an unknown variable, or transitions that do not fit its values.
 */
export function withTrialHistory(task: DefinedTask, { variable, transitions }: TrialHistoryOptions): DefinedTask {
  const where = 'withTrialHistory';
  const values = [...new Set(task.conditions.map((condition) => condition[variable]))].sort((a, b) => (a < b ? -1 : 1));
  if (values.includes(undefined as never))
    throw new ArgumentError(
      `${where}: variable is '${variable}'; expected one of ${Object.keys(task.conditions[0]).join(', ')}`,
    );
  const fits = transitions.length === values.length && transitions.every((row) => row.length === values.length);
  if (!fits || transitions.some((row) => Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) > 1e-9))
    throw new ArgumentError(
      `${where}: transitions must have ${values.length} rows of ${values.length} probabilities that sum to 1, for the values ${values.join(', ')}`,
    );
  const conditionsOf = values.map((value) =>
    [...task.conditions.keys()].filter((c) => task.conditions[c][variable] === value),
  );
  return {
    ...task,
    name: `${task.name} with history`,
    with: (settings) => withTrialHistory(task.with(settings), { variable, transitions }),
    sample(rng, trials) {
      checkInteger(`${task.name} with history`, 'trials', trials);
      const next = transitions.map((row) => iidSchedule(row)(rng, row.length));
      let value = rng.integer(values.length);
      const chosen = Array.from({ length: trials }, (_, trial) => {
        if (trial > 0) value = next[value]();
        return conditionsOf[value][rng.integer(conditionsOf[value].length)];
      });
      return task.sampleConditions(rng, chosen);
    },
  };
}
