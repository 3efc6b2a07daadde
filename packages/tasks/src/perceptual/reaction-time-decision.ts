import { choices } from '../definition/class-names.js';
import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  sidedEvidence,
  type TaskSettings,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of the reaction-time decision. */
export interface ReactionTimeDecisionOptions extends TaskSettings {
  /** Coherences of the dots (%) (default 3.2, 6.4, 12.8, 25.6, 51.2; 0 leaves the answer to chance). */
  readonly coherences?: readonly number[];
}

/**
 * Random-dot motion answered as soon as the direction is clear: a response is asked for from the second step of the stimulus on. Fixation
 * 100, stimulus 2000 ms at dt 100. When a network responds is what `chronometricCurve` tells.
 *
 * Inputs: fixation cue (in the fixation); evidence for two directions, with noise of sigma 1. Classes: fixate, left, right.
 *
 * @source Roitman & Shadlen 2002 (doi 10.1523/JNEUROSCI.22-21-09475.2002); the form of neurogym's ReactionTime wrapper.
 */
export function reactionTimeDecision({
  coherences = [3.2, 6.4, 12.8, 25.6, 51.2],
  ...settings
}: ReactionTimeDecisionOptions = {}): DefinedTask {
  checkCoherences('reactionTimeDecision', coherences);
  return defineTask(
    {
      name: 'reaction-time-decision',
      source: 'Roitman & Shadlen 2002',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: 2 },
      outputs: choices(2),
      conditions: factors({ direction: indices(2), coherence: coherences }),
      periods: { fixation: 100, stimulus: 2000 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 0.5,
      trial(trial, { direction, coherence }) {
        const [start, end] = trial.span('stimulus');
        trial.show('fixation', 'fixation', 1);
        trial.show('stimulus', 'stimulus', sidedEvidence(direction, coherence));
        trial.targetSteps(Math.min(start + 1, end), end, direction + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1;
      },
    },
    settings,
  );
}
