import { ArgumentError, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, indices, type TaskSettings } from '../definition/index.js';

/** Options of multimodal detection. */
export interface MultimodalDetectionOptions extends TaskSettings {
  /** What is shown together in a kind of trial (default one kind of `visual`, one of `auditory`); each name has a channel. */
  readonly kinds?: readonly (readonly string[])[];
  /** How strong a stimulus is (default 0.8, 0.9, 1). */
  readonly intensities?: readonly number[];
  /** The part of trials in which nothing is shown (default 0.5). */
  readonly catchTrials?: number;
}

/**
 * Report a stimulus of any modality, and nothing in catch trials, which begin like the others. Fixation 500, stimulus 1000, interval 0 ms at dt
 * 100.
 *
 * Inputs: a start signal with the stimulus; a channel for each modality, with noise of sigma 0.14. Classes: nothing, detected: throughout the
 * stimulus. neurogym adds noise to the channel of the stimulus alone, and gives stimuli of two modalities a channel of their own; here they
 * are in both.
 *
 * @throws ArgumentError for no kinds, or a kind of nothing.
 * @source the form of neurogym's AnnubesEnv.
 */
export function multimodalDetection({
  kinds = [['visual'], ['auditory']],
  intensities = [0.8, 0.9, 1],
  catchTrials = 0.5,
  ...settings
}: MultimodalDetectionOptions = {}): DefinedTask {
  if (kinds.length === 0 || kinds.some((kind) => kind.length === 0))
    throw new ArgumentError(
      'multimodalDetection: kinds is empty, or has a kind of nothing; expected at least a modality',
    );
  checkNumber('multimodalDetection', 'catchTrials', catchTrials, 0, 1);
  const modalities = [...new Set(kinds.flat())];
  return defineTask<{ kind: number; intensity: number; shown: number }>(
    {
      name: 'multimodal-detection',
      source: 'neurogym, AnnubesEnv',
      dtMs: 100,
      inputs: { start: 1, ...Object.fromEntries(modalities.map((modality) => [modality, 1])) },
      outputs: ['nothing', 'detected'],
      conditions: factors({ kind: indices(kinds.length), intensity: intensities, shown: [1] }),
      draw: (condition, rng) => ({ ...condition, shown: Number(rng.uniform() >= catchTrials) }),
      periods: { fixation: 500, stimulus: 1000, interval: 0 },
      response: ['stimulus'],
      // 0.01 sqrt(2 tau), tau 100 ms: what neurogym has at any dt.
      noise: { sigma: 0.01 * Math.sqrt(200), channels: modalities, periods: ['stimulus'] },
      chance: Math.max(catchTrials, 1 - catchTrials),
      trial(trial, { kind, intensity, shown }) {
        trial.show('start', 'stimulus', 1);
        if (shown === 0) return;
        for (const modality of kinds[kind]) trial.show(modality, 'stimulus', intensity);
        trial.target('stimulus', 1);
      },
      answer: (reader) => Number(modalities.some((modality) => reader.during(modality, 'stimulus')[0] > 0)),
    },
    settings,
  );
}
