import { checkLength, type TrialBatch } from '@lrsim/core';

/** How often the trials of one condition were right. */
export interface ConditionAccuracy {
  /** The values of the variables grouped by. */
  readonly variables: Readonly<Record<string, number | string>>;
  readonly trials: number;
  /** Mean score of its trials. */
  readonly accuracy: number;
  /** Standard error of that mean; NaN for one trial. */
  readonly standardError: number;
}

/**
 * The accuracy of each condition: a row for every combination of some variables that occurs, in order of appearance.
 *
 * @param perTrial - the score of each trial, as `task.score` gives it.
 * @param by - names of trial variables (default all).
 */
export function conditionAccuracies(
  perTrial: ArrayLike<number>,
  { info, trials }: TrialBatch,
  by?: readonly string[],
): ConditionAccuracy[] {
  checkLength('conditionAccuracies', 'perTrial', perTrial, [trials]);
  const groups = new Map<string, { variables: Record<string, number | string>; scores: number[] }>();
  info.forEach(({ variables }, trial) => {
    const kept = Object.fromEntries((by ?? Object.keys(variables)).map((name) => [name, variables[name]]));
    const key = JSON.stringify(kept);
    const group = groups.get(key) ?? { variables: kept, scores: [] };
    group.scores.push(perTrial[trial]);
    groups.set(key, group);
  });
  return [...groups.values()].map(({ variables, scores }) => {
    const n = scores.length;
    const accuracy = scores.reduce((sum, score) => sum + score, 0) / n;
    const squares = scores.reduce((sum, score) => sum + (score - accuracy) ** 2, 0);
    return { variables, trials: n, accuracy, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN };
  });
}
