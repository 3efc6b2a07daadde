import { createRng } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Periods of the sines (ms). */
const SINES_MS = [1000, 500, 333, 200];

/** Options of pattern generation. */
export interface PatternGenerationOptions extends TaskSettings {
  /** Input neurons, each with its own frozen Poisson spikes (default 100). */
  readonly inputs?: number;
  /** Their firing rate (Hz) (default 50). */
  readonly rateHz?: number;
  /** Of the pattern and the spikes, which are the same in every trial (default 0). */
  readonly patternSeed?: number;
}

/**
 * Generate a pattern of 1000 ms at dt 1, a sum of four sines with periods of 1000, 500, 333 and 200 ms, random amplitudes (0.5 to 2) and
 * phases, from 0 on and at most 1 in size, on spikes that are the same in every trial.
 *
 * @source Bellec et al. 2020 (doi 10.1038/s41467-020-17236-y).
 */
export function patternGeneration({
  inputs = 100,
  rateHz = 50,
  patternSeed = 0,
  ...settings
}: PatternGenerationOptions = {}): DefinedTask {
  const pattern = createRng(patternSeed).fork('pattern');
  const sines = SINES_MS.map((period) => ({
    period,
    amplitude: 0.5 + 1.5 * pattern.uniform(),
    phase: 2 * Math.PI * pattern.uniform(),
  }));
  const at = (ms: number) =>
    sines.reduce(
      (sum, { period, amplitude, phase }) => sum + amplitude * Math.sin((2 * Math.PI * ms) / period + phase),
      0,
    );
  return defineTask(
    {
      name: 'pattern-generation',
      source: 'Bellec et al. 2020',
      dtMs: 1,
      inputs: { spikes: inputs },
      outputs: 1,
      deterministic: true,
      conditions: [{}],
      periods: { pattern: 1000 },
      trial(trial) {
        const [, end] = trial.span('pattern');
        const values = Float64Array.from({ length: end }, (_, step) => at(step * trial.dtMs) - at(0));
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
        const spikes = createRng(patternSeed).fork('spikes');
        const row = new Float64Array(inputs);
        for (let step = 0; step < end; step++) {
          for (let i = 0; i < inputs; i++) row[i] = Number(spikes.uniform() < (rateHz * trial.dtMs) / 1000);
          trial.showSteps('spikes', step, step + 1, row);
          trial.targetSteps(step, step + 1, values[step] / largest);
        }
      },
    },
    settings,
  );
}
