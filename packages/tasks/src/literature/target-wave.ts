import { lookUp } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/** Options of waves to produce. */
export interface TargetWaveOptions extends TaskSettings {
  /** A triangle, a sum of four sines, or the first coordinate of the Lorenz attractor, which never repeats (default `sines`). */
  readonly shape?: 'triangle' | 'sines' | 'lorenz';
  /** Period of the triangle and of the slowest sine (ms; default 600). */
  readonly periodMs?: number;
}

/** How long the start is signalled (ms), and how many units of its own time the Lorenz system runs in a second. */
const [START_MS, LORENZ_RATE] = [50, 5];

/**
 * Produce a wave without an input but a signal at the start: the targets of FORCE learning. 2400 ms at dt 10. Every trial is the same.
 *
 * Input: 1 for the first 50 ms. Output: the wave, at most 1 in size.
 *
 * @source Sussillo & Abbott 2009 (doi 10.1016/j.neuron.2009.07.018).
 */
export function targetWave({ shape = 'sines', periodMs = 600, ...settings }: TargetWaveOptions = {}): DefinedTask {
  const waves = {
    triangle: (steps: number, dtMs: number) => sampled(steps, (step) => triangle((step * dtMs) / periodMs)),
    sines: (steps: number, dtMs: number) =>
      sampled(steps, (step) =>
        [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin((2 * Math.PI * k * step * dtMs) / periodMs) / k, 0),
      ),
    lorenz,
  };
  const wave = lookUp('shape of the wave', waves, shape);
  return defineTask(
    {
      name: 'target-wave',
      source: 'Sussillo & Abbott 2009',
      dtMs: 10,
      inputs: { start: 1 },
      outputs: 1,
      deterministic: true,
      conditions: [{}],
      periods: { wave: 2400 },
      trial(trial) {
        const [, end] = trial.span('wave');
        trial.showSteps('start', 0, Math.min(end, Math.max(1, Math.floor(START_MS / trial.dtMs))), 1);
        const values = wave(end, trial.dtMs);
        const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        values.forEach((value, step) => {
          trial.targetSteps(step, step + 1, value / largest);
        });
      },
    },
    settings,
  );
}

const sampled = (steps: number, at: (step: number) => number) =>
  Float64Array.from({ length: steps }, (_, step) => at(step));

/** From -1 to 1 and back in a period of 1. */
const triangle = (time: number) => 4 * Math.abs(time - Math.floor(time + 0.5)) - 1;

/** x of the Lorenz system (sigma 10, rho 28, beta 8/3) on its attractor, by Runge-Kutta steps of 1 ms. */
function lorenz(steps: number, dtMs: number): Float64Array {
  const slope = ([x, y, z]: readonly number[]) => [10 * (y - x), x * (28 - z) - y, x * y - (8 / 3) * z];
  const after = (state: readonly number[], change: readonly number[], h: number) =>
    state.map((value, k) => value + h * change[k]);
  const h = LORENZ_RATE / 1000;
  const next = (state: readonly number[]) => {
    const k1 = slope(state);
    const k2 = slope(after(state, k1, h / 2));
    const k3 = slope(after(state, k2, h / 2));
    const k4 = slope(after(state, k3, h));
    return state.map((value, k) => value + (h / 6) * (k1[k] + 2 * k2[k] + 2 * k3[k] + k4[k]));
  };
  let state: readonly number[] = [1, 1, 20];
  for (let ms = 0; ms < 2000; ms++) state = next(state);
  const values = new Float64Array(steps);
  for (let step = 0, ms = 0; step < steps; step++) {
    for (; ms < step * dtMs; ms++) state = next(state);
    values[step] = state[0];
  }
  return values;
}
