import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  oneOf,
  sidedEvidence,
  type TaskSettings,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of the perceptual decision with a delayed response. */
export interface DelayedPerceptualDecisionOptions extends TaskSettings {
  /** Coherences (%) (default 0, 6.4, 12.8, 25.6, 51.2). */
  readonly coherences?: readonly number[];
  /** What the coherences are multiplied by (default 1). */
  readonly stimulusScale?: number;
}

/**
 * A perceptual decision that is reported after a delay of 300 to 4000 ms. Stimulus 1150, decision 1500 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision), evidence for the left, for the right, (1 +- coherence / 100) / 2, with noise of sigma
 * 1. Classes: fixate, left, right.
 *
 * @source Inagaki, Fontolan, Romani & Svoboda 2019 (doi 10.1038/s41586-019-0919-7); the form of neurogym.
 */
export function delayedPerceptualDecision({
  coherences = [0, 6.4, 12.8, 25.6, 51.2],
  stimulusScale = 1,
  ...settings
}: DelayedPerceptualDecisionOptions = {}): DefinedTask {
  checkCoherences('delayedPerceptualDecision', coherences);
  return defineTask(
    {
      name: 'delayed-perceptual-decision',
      source: 'Inagaki et al. 2019',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: 2 },
      outputs: ['fixate', 'left', 'right'],
      conditions: factors({ side: [0, 1], coherence: coherences }),
      periods: {
        fixation: 0,
        stimulus: 1150,
        delay: oneOf([300, 500, 700, 900, 1200, 2000, 3200, 4000]),
        decision: 1500,
      },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 0.5,
      trial(trial, { side, coherence }) {
        trial.show('fixation', ['fixation', 'stimulus', 'delay'], 1);
        trial.show('stimulus', 'stimulus', sidedEvidence(side, stimulusScale * coherence));
        trial.target('decision', side + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1;
      },
    },
    settings,
  );
}
