import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/** Resting level of the inputs, height and SD (ms) of a cue's bump. */
const [REST, HEIGHT, WIDTH_MS] = [0.02, 2, 25];

/**
 * Were two cues, a delay apart, alike? Cue 100, delay 700, cue 100 ms at dt 1; the answer is due at the last step, which alone counts.
 *
 * Inputs: two channels at 0.02; a cue that is on adds a bump of 2 exp(-(t / 25 ms)^2 / 2) around its middle, the first on channel 1, the
 * second on channel 2. Noise of SD 0.01 at every step of 1 ms. Classes: different, equal.
 *
 * @source Liu, Ghosh, Richards, Shea-Brown & Lajoie 2022, ModProp (arXiv 2206.01338).
 */
export function delayedXor(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'delayed-xor',
      source: 'Liu et al. 2022',
      dtMs: 1,
      inputs: { cue: 2 },
      outputs: ['different', 'equal'],
      conditions: factors({ first: [0, 1], second: [0, 1] }),
      periods: { cue1: 100, delay: 700, cue2: 100 },
      noise: { sigma: 0.01, channels: ['cue'] },
      chance: 0.5,
      trial(trial, { first, second }) {
        const end = trial.span('cue2')[1];
        trial.showSteps('cue', 0, end, REST);
        for (const [period, bit, channel] of [
          ['cue1', first, 0],
          ['cue2', second, 1],
        ] as const) {
          const [from, to] = trial.span(period);
          for (let step = from; bit === 1 && step < to; step++) {
            const t = (step + 0.5) * trial.dtMs - ((from + to) / 2) * trial.dtMs;
            const bump = REST + HEIGHT * Math.exp(-0.5 * (t / WIDTH_MS) ** 2);
            trial.showSteps('cue', step, step + 1, channel === 0 ? [bump, REST] : [REST, bump]);
          }
        }
        trial.targetSteps(0, end, Number(first === second));
        trial.weighSteps(0, end - 1, 0);
      },
      answer(reader) {
        const bit = (period: string, unit: number) => {
          const [from, to] = reader.span(period);
          return reader.at('cue', Math.floor((from + to) / 2))[unit] > 1;
        };
        return Number(bit('cue1', 0) === bit('cue2', 1));
      },
    },
    settings,
  );
}
