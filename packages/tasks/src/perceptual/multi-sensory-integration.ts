import { choices } from '../definition/class-names.js';
import {
  type DefinedTask,
  defineTask,
  evidenceRing,
  factors,
  indices,
  peakOf,
  ringAngles,
  type TaskSettings,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of multisensory integration. */
export interface MultiSensoryOptions extends TaskSettings {
  /** Directions to choose from (default 2). */
  readonly directions?: number;
  /** Coherences of both modalities together (%) (default 5, 15, 50). */
  readonly coherences?: readonly number[];
  /** True for noise on the fixation cue too, as neurogym has it (default false). */
  readonly original?: boolean;
}

/**
 * Evidence for one direction, split at random between two modalities that must be combined. Fixation 300, stimulus 750, decision 100
 * ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); evidence of modality 1 and of modality 2 for each direction, with noise of sigma 1 (on
 * these channels only). Classes: fixate, and each direction.
 *
 * @source Raposo, Kaufman & Churchland 2014 (doi 10.1038/nn.3865) in spirit; the form of neurogym.
 */
export function multiSensoryIntegration({
  directions = 2,
  coherences = [5, 15, 50],
  original = false,
  ...settings
}: MultiSensoryOptions = {}): DefinedTask {
  checkCoherences('multiSensoryIntegration', coherences);
  return defineTask<{ direction: number; coherence: number; share: number }>(
    {
      name: 'multi-sensory-integration',
      source: 'Raposo et al. 2014',
      dtMs: 100,
      inputs: { fixation: 1, modality1: directions, modality2: directions },
      outputs: choices(directions),
      conditions: factors({ direction: indices(directions), coherence: coherences, share: [0.5] }),
      draw: (condition, rng) => ({ ...condition, share: rng.uniform() }),
      periods: { fixation: 300, stimulus: 750, decision: 100 },
      noise: {
        sigma: 1,
        channels: [...(original ? ['fixation'] : []), 'modality1', 'modality2'],
        periods: ['stimulus'],
      },
      chance: 1 / directions,
      trial(trial, { direction, coherence, share }) {
        const angle = ringAngles(directions)[direction];
        trial.show('fixation', ['fixation', 'stimulus'], 1);
        trial.show('modality1', 'stimulus', evidenceRing(directions, angle, coherence * share));
        trial.show('modality2', 'stimulus', evidenceRing(directions, angle, coherence * (1 - share)));
        trial.target('decision', direction + 1);
      },
      answer(reader) {
        const [one, other] = ['modality1', 'modality2'].map((channel) => reader.during(channel, 'stimulus'));
        return peakOf(one.map((value, k) => value + other[k])) + 1;
      },
    },
    settings,
  );
}
