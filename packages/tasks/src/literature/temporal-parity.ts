import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, scoreOfSteps, type TaskSettings } from '../definition/index.js';

/** Options of the parity. */
export interface TemporalParityOptions extends TaskSettings {
  /** How many of the last bits are added (default 3). */
  readonly n?: number;
  /** Steps of a trial (default 50). */
  readonly steps?: number;
}

/**
 * At every step, is the number of ones among the last n bits even or odd? A step is 1.
 *
 * Input: the bit. Classes: none (before there are n bits, which does not count), even, odd. Score: the fraction of steps.
 *
 * @source Bertschinger & Natschlaeger 2004 (doi 10.1162/089976604323057443).
 */
export function temporalParity({ n = 3, steps = 50, ...settings }: TemporalParityOptions = {}): DefinedTask {
  checkInteger('temporalParity', 'n', n);
  checkInteger('temporalParity', 'steps', steps, n);
  const odd = (bits: readonly number[]) => bits.reduce((sum, bit) => sum + bit, 0) % 2;
  return defineTask(
    {
      name: 'temporal-parity',
      source: 'Bertschinger & Natschlaeger 2004',
      dtMs: 1,
      inputs: { bit: 1 },
      outputs: ['none', 'even', 'odd'],
      conditions: [{}],
      periods: { first: n - 1, sequence: steps - n + 1 },
      response: ['sequence'],
      trial(trial, _, rng) {
        const bits: number[] = [];
        const [start, end] = trial.span('sequence');
        for (let step = 0; step < end; step++) {
          bits.push(rng.integer(2));
          trial.showSteps('bit', step, step + 1, bits[step]);
          if (step >= start) trial.targetSteps(step, step + 1, 1 + odd(bits.slice(-n)));
        }
        trial.weigh('first', 0);
      },
      score: scoreOfSteps,
      answer: (reader) =>
        1 + odd([...reader.trace('bit').subarray(reader.span('sequence')[1] - n, reader.span('sequence')[1])]),
    },
    settings,
  );
}
