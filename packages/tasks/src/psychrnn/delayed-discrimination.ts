import { checkNumber } from '@lrsim/core';
import {
  type DefinedTask,
  type DrawnDuration,
  defineTask,
  factors,
  indices,
  scoreOfLargestOutput,
  type TaskSettings,
} from '../definition/index.js';
import { HIGH, LOW } from './perceptual-discrimination.js';

/** Options of delayed discrimination. */
export interface DelayedDiscriminationOptions extends TaskSettings {
  /** What durations are parts of (ms; default 2000). */
  readonly trialMs?: number;
}

/** Pairs of frequencies (Hz), and the range of all. */
const pairs = [
  [18, 10],
  [22, 14],
  [26, 18],
  [30, 22],
  [34, 26],
] as const;
const [LEAST, MOST] = [10, 34];

/**
 * Which of two frequencies, a delay apart, is higher. At dt 10; the wait before is up to an eighth of 2000 ms, each stimulus and the delay up to a
 * quarter, the decision up to an eighth.
 *
 * Inputs: the frequency, from 0.4 to 1.2, and mirrored, with noise of sigma 0.14 throughout. Outputs: 1 for the first or the second and 0.2 for the
 * other, during the decision, which alone counts. Score: the larger output. Stimuli and decisions have at least one step; in PsychRNN they may
 * have none.
 *
 * @source Ehrlich, Stone, Brandfonbrener, Atanasov & Murray 2021, PsychRNN (doi 10.1523/ENEURO.0427-20.2020); Romo, Brody, Hernandez & Lemus 1999.
 */
export function delayedDiscrimination({ trialMs = 2000, ...settings }: DelayedDiscriminationOptions = {}): DefinedTask {
  checkNumber('delayedDiscrimination', 'trialMs', trialMs, Number.MIN_VALUE);
  const upTo = (part: number, atLeastOneStep = false): DrawnDuration => ({
    draw: (rng) => trialMs * part * rng.uniform(),
    typical: (trialMs * part) / 2,
    atLeastOneStep,
  });
  const scaled = (frequency: number) => {
    const part = (frequency - LEAST) / (MOST - LEAST);
    return [0.4 + 0.8 * part, 1.2 - 0.8 * part];
  };
  return defineTask(
    {
      name: 'delayed-discrimination',
      source: 'Ehrlich et al. 2021',
      dtMs: 10,
      inputs: { frequency: 2 },
      outputs: 2,
      conditions: factors({ pair: indices(pairs.length), higher: [0, 1] }),
      periods: {
        fixation: upTo(1 / 8),
        stimulus1: upTo(1 / 4, true),
        delay: upTo(1 / 4),
        stimulus2: upTo(1 / 4, true),
        decision: upTo(1 / 8, true),
      },
      noise: { sigma: 0.1 * Math.SQRT2, channels: ['frequency'] },
      trial(trial, { pair, higher }) {
        const [high, low] = pairs[pair];
        trial.show('frequency', 'stimulus1', scaled(higher === 0 ? high : low));
        trial.show('frequency', 'stimulus2', scaled(higher === 0 ? low : high));
        trial.target('decision', higher === 0 ? [HIGH, LOW] : [LOW, HIGH]);
        trial.weigh(['fixation', 'stimulus1', 'delay', 'stimulus2'], 0);
      },
      score: scoreOfLargestOutput,
    },
    settings,
  );
}
