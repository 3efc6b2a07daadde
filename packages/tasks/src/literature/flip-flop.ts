import { checkInteger, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of the flip-flop. */
export interface FlipFlopOptions extends TaskSettings {
  /** Channels (default 3). */
  readonly bits?: number;
  /** Probability of a pulse, of either sign, at each step of each channel (default 0.1). */
  readonly pulseProbability?: number;
  /** Steps of a trial (default 100). */
  readonly steps?: number;
}

/**
 * The n-bit flip-flop: each output keeps the sign of the last pulse on its channel, 0 before the first.
 *
 * Inputs: +1 or -1 with half the pulse probability each, else 0. Outputs: one for each channel; least squares at every step.
 *
 * @source Sussillo & Barak 2013 (doi 10.1162/NECO_a_00409).
 */
export function flipFlop({
  bits = 3,
  pulseProbability = 0.1,
  steps = 100,
  ...settings
}: FlipFlopOptions = {}): DefinedTask {
  checkInteger('flipFlop', 'bits', bits);
  checkInteger('flipFlop', 'steps', steps);
  checkNumber('flipFlop', 'pulseProbability', pulseProbability, 0, 1);
  return defineTask(
    {
      name: 'flip-flop',
      source: 'Sussillo & Barak 2013',
      dtMs: 1,
      inputs: { pulse: bits },
      outputs: bits,
      conditions: [{}],
      periods: { memory: steps },
      trial(trial, _, rng) {
        const state = new Float64Array(bits);
        const pulses = new Float64Array(bits);
        const [start, end] = trial.span('memory');
        for (let step = start; step < end; step++) {
          for (let bit = 0; bit < bits; bit++) {
            const draw = rng.uniform();
            pulses[bit] = draw < pulseProbability / 2 ? 1 : draw < pulseProbability ? -1 : 0;
            if (pulses[bit] !== 0) state[bit] = pulses[bit];
          }
          trial.showSteps('pulse', step, step + 1, pulses);
          trial.targetSteps(step, step + 1, state);
        }
      },
    },
    settings,
  );
}
