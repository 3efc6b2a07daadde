import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, indices, oneHot, scoreOfSteps, type TaskSettings } from '../definition/index.js';

/** Options of sequences of symbols. */
export interface NBackOptions extends TaskSettings {
  /** How many steps back (default 3). */
  readonly n?: number;
  /** Different symbols (default 2). */
  readonly alphabet?: number;
  /** Steps of a trial (default 50). */
  readonly steps?: number;
}

/**
 * At every step name the symbol of n steps before. A step is 1.
 *
 * Inputs: one channel for each symbol. Classes: none (the first n steps, which do not count), and each symbol. Score: the fraction of steps.
 *
 * @source Kirchner 1958 (doi 10.1037/h0043688); as a test of temporal credit assignment in networks, target x(t - n).
 */
export function nBack({ n = 3, alphabet = 2, steps = 50, ...settings }: NBackOptions = {}): DefinedTask {
  checkInteger('nBack', 'n', n, 0);
  checkInteger('nBack', 'alphabet', alphabet, 2);
  checkInteger('nBack', 'steps', steps, n + 1);
  const symbols = indices(alphabet);
  return defineTask(
    {
      name: 'n-back',
      source: 'Kirchner 1958',
      dtMs: 1,
      inputs: { symbol: alphabet },
      outputs: ['none', ...symbols.map((k) => `symbol ${k + 1}`)],
      conditions: [{}],
      periods: { first: n, sequence: steps - n },
      response: ['sequence'],
      trial(trial, _, rng) {
        const shown: number[] = [];
        const [start, end] = trial.span('sequence');
        for (let step = 0; step < end; step++) {
          shown.push(rng.integer(alphabet));
          trial.showSteps('symbol', step, step + 1, oneHot(alphabet, shown[step]));
          if (step >= start) trial.targetSteps(step, step + 1, shown[step - start] + 1);
        }
        trial.weigh('first', 0);
      },
      score: scoreOfSteps,
      answer(reader) {
        const [start, end] = reader.span('sequence');
        return reader.at('symbol', end - 1 - start).indexOf(1) + 1;
      },
    },
    settings,
  );
}
