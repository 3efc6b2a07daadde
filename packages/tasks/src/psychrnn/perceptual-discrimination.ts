import { checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, scoreOfLargestOutput, type TaskSettings } from '../definition/index.js';

/** Options of perceptual discrimination. */
export interface PerceptualDiscriminationOptions extends TaskSettings {
  /** How much more one channel gets (default 0.1, 0.3, 0.5, 0.7). */
  readonly coherences?: readonly number[];
  /** Duration of a trial (ms; default 2000). */
  readonly trialMs?: number;
}

/** What the outputs of the right and of the other choice are, and how long after the stimulus they are due (ms). */
export const [HIGH, LOW] = [1, 0.2];
const LATENCY_MS = 20;

/**
 * Which of two channels gets more, whenever the stimulus begins and ends. Trial 2000 ms at dt 10.
 *
 * The stimulus begins in the first half of the trial and lasts an eighth to three eighths of it. Inputs: 1 in both channels while it is on, and
 * the coherence on top in one, with noise of sigma 0.14 throughout (0.045 at dt 10; PsychRNN lets it grow as the fourth root of dt). Outputs:
 * 1 for the channel that got more and 0.2 for the other, from 20 ms after the stimulus; nothing counts before its end. Score: the larger output.
 *
 * @source Ehrlich, Stone, Brandfonbrener, Atanasov & Murray 2021, PsychRNN (doi 10.1523/ENEURO.0427-20.2020).
 */
export function perceptualDiscrimination({
  coherences = [0.1, 0.3, 0.5, 0.7],
  trialMs = 2000,
  ...settings
}: PerceptualDiscriminationOptions = {}): DefinedTask {
  checkNumber('perceptualDiscrimination', 'trialMs', trialMs, Number.MIN_VALUE);
  return defineTask<{ direction: number; coherence: number; onsetMs: number; stimulusMs: number }>(
    {
      name: 'perceptual-discrimination',
      source: 'Ehrlich et al. 2021',
      dtMs: 10,
      inputs: { stimulus: 2 },
      outputs: 2,
      conditions: factors({
        direction: [0, 1],
        coherence: coherences,
        onsetMs: [trialMs / 4],
        stimulusMs: [trialMs / 4],
      }),
      draw: (condition, rng) => ({
        ...condition,
        onsetMs: (trialMs / 2) * rng.uniform(),
        stimulusMs: trialMs / 8 + (trialMs / 4) * rng.uniform(),
      }),
      periods: {
        fixation: ({ onsetMs }) => onsetMs,
        stimulus: ({ stimulusMs }) => stimulusMs,
        decision: ({ onsetMs, stimulusMs }) => trialMs - onsetMs - stimulusMs,
      },
      noise: { sigma: 0.1 * Math.SQRT2, channels: ['stimulus'] },
      trial(trial, { direction, coherence }) {
        trial.show('stimulus', 'stimulus', direction === 0 ? [1 + coherence, 1] : [1, 1 + coherence]);
        const [start, end] = trial.span('decision');
        const due = Math.min(end, start + Math.floor(LATENCY_MS / trial.dtMs) + 1);
        trial.targetSteps(due, end, direction === 0 ? [HIGH, LOW] : [LOW, HIGH]);
        trial.weigh(['fixation', 'stimulus'], 0);
      },
      score: scoreOfLargestOutput,
    },
    settings,
  );
}
