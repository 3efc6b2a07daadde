import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of the adding problem. */
export interface AddingOptions extends TaskSettings {
  /** Steps of a trial, at least 2 (default 50). */
  readonly steps?: number;
}

/**
 * The adding problem: of many numbers from 0 to 1 add the two that are marked, one in either half. A step is 1; only the last one counts.
 * Always answering 1 has the squared error 1/6.
 *
 * Inputs: the number, the mark. Output: the sum.
 *
 * @source Hochreiter & Schmidhuber 1997 (doi 10.1162/neco.1997.9.8.1735).
 */
export function adding({ steps = 50, ...settings }: AddingOptions = {}): DefinedTask {
  checkInteger('adding', 'steps', steps, 2);
  return defineTask(
    {
      name: 'adding',
      source: 'Hochreiter & Schmidhuber 1997',
      dtMs: 1,
      inputs: { number: 1, mark: 1 },
      outputs: 1,
      conditions: [{}],
      periods: { sequence: steps },
      trial(trial, _, rng) {
        const [, end] = trial.span('sequence');
        const half = Math.floor(end / 2);
        const marked = [rng.integer(half), half + rng.integer(end - half)];
        let sum = 0;
        for (let step = 0; step < end; step++) {
          const number = rng.uniform();
          trial.showSteps('number', step, step + 1, number);
          if (marked.includes(step)) sum += number;
        }
        for (const step of marked) trial.showSteps('mark', step, step + 1, 1);
        trial.targetSteps(end - 1, end, sum);
        trial.weighSteps(0, end - 1, 0);
      },
    },
    settings,
  );
}
