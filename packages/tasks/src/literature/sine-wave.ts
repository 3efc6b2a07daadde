import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of the sine wave. */
export interface SineWaveOptions extends TaskSettings {
  /** Periods of the waves in steps (default 10, 16, 25, 40). */
  readonly waves?: readonly number[];
  /** Steps of silence before and after, and of the wave (default 10 and 100). */
  readonly silence?: number;
  readonly length?: number;
}

/**
 * Produce a wave of the period asked for, in steps: silence, wave, silence.
 *
 * Inputs: -log(period) and 1 while the wave is asked for, 0 otherwise. Outputs: 0.1 (cos, sin)(2 pi t / period) while it is on, else 0.
 *
 * @source Marschall, Cho & Savin 2020 (jmlr 21, 19-562), their code.
 */
export function sineWave({
  waves = [10, 16, 25, 40],
  silence = 10,
  length = 100,
  ...settings
}: SineWaveOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'sine-wave',
      source: 'Marschall et al. 2020',
      dtMs: 1,
      inputs: { period: 1, on: 1 },
      outputs: 2,
      conditions: waves.map((period) => ({ period })),
      periods: { before: silence, wave: length, after: silence },
      trial(trial, { period }) {
        const [start, end] = trial.span('wave');
        trial.show('period', 'wave', -Math.log(period));
        trial.show('on', 'wave', 1);
        for (let step = start; step < end; step++) {
          const angle = (2 * Math.PI * (step - start) * trial.dtMs) / period;
          trial.targetSteps(step, step + 1, [0.1 * Math.cos(angle), 0.1 * Math.sin(angle)]);
        }
      },
    },
    settings,
  );
}
