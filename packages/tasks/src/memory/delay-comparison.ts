import {
  type DefinedTask,
  type Duration,
  defineTask,
  factors,
  indices,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the comparison of two frequencies. */
export interface DelayComparisonOptions extends TaskSettings {
  /** Pairs of frequencies (Hz), larger first (default those of the experiment: 18-10, 22-14, 26-18, 30-22, 34-26). */
  readonly pairs?: readonly (readonly [larger: number, smaller: number])[];
  /** The delay between them (ms) (default 1000). */
  readonly delay?: Duration;
  /** True for noise on the fixation cue too, as neurogym has it (default false). */
  readonly original?: boolean;
}

const romoPairs = [
  [18, 10],
  [22, 14],
  [26, 18],
  [30, 22],
  [34, 26],
] as const;

/**
 * Vibrotactile comparison: is the first of two frequencies, a delay apart, the higher one? Fixation 500, f1 500, delay 1000, f2
 * 500, decision 100 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); the frequency as a number from 0.5 (lowest) to 1 (highest), with noise of sigma 1 on this
 * channel only. Classes: fixate, f1 > f2, f1 < f2.
 *
 * @source Romo, Brody, Hernandez & Lemus 1999 (doi 10.1038/20939); Barak, Tsodyks & Romo 2010; the form of neurogym.
 */
export function delayComparison({
  pairs = romoPairs,
  delay = 1000,
  original = false,
  ...settings
}: DelayComparisonOptions = {}): DefinedTask {
  const all = pairs.flat();
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const code = (frequency: number) => (1 + (frequency - lowest) / (highest - lowest || 1)) / 2;
  return defineTask(
    {
      name: 'delay-comparison',
      source: 'Romo et al. 1999',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: 1 },
      outputs: ['fixate', 'f1 > f2', 'f1 < f2'],
      conditions: factors({ pair: indices(pairs.length), order: [0, 1] }),
      periods: { fixation: 500, f1: 500, delay, f2: 500, decision: 100 },
      noise: { sigma: 1, channels: original ? ['fixation', 'stimulus'] : ['stimulus'], periods: ['f1', 'f2'] },
      chance: 0.5,
      trial(trial, { pair, order }) {
        trial.show('fixation', ['fixation', 'f1', 'delay', 'f2'], 1);
        trial.show('stimulus', 'f1', code(pairs[pair][order]));
        trial.show('stimulus', 'f2', code(pairs[pair][1 - order]));
        trial.target('decision', order + 1);
      },
      answer: (reader) => (reader.during('stimulus', 'f1')[0] > reader.during('stimulus', 'f2')[0] ? 1 : 2),
    },
    settings,
  );
}
