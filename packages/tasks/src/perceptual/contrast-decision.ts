import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  sidedEvidence,
  type TaskSettings,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of the decision of one step. */
export interface ContrastDecisionOptions extends TaskSettings {
  /** How much stronger one side is (%) (default 1.6, 3.2, 6.4, 12.8, 25.6, 51.2). */
  readonly coherences?: readonly number[];
}

/**
 * Say which of two gratings has the higher contrast, in trials of one step. Stimulus 100 ms at dt 100.
 *
 * Inputs: the left, the right, 0.5 +- coherence / 200, with noise of sigma 1 (an SD of 0.1 at that step). Classes: wait, which is never
 * right, left, right. `contrastBlocks` makes one side likelier for some time.
 *
 * @source International Brain Laboratory 2017 (doi 10.1016/j.neuron.2017.12.013); the form of neurogym's IBL.
 */
export function contrastDecision({
  coherences = [1.6, 3.2, 6.4, 12.8, 25.6, 51.2],
  ...settings
}: ContrastDecisionOptions = {}): DefinedTask {
  checkCoherences('contrastDecision', coherences);
  return defineTask(
    {
      name: 'contrast-decision',
      source: 'International Brain Laboratory 2017',
      dtMs: 100,
      inputs: { stimulus: 2 },
      outputs: ['wait', 'left', 'right'],
      conditions: factors({ side: [0, 1], coherence: coherences }),
      periods: { stimulus: 100 },
      noise: { sigma: 1, channels: ['stimulus'] },
      chance: 0.5,
      trial(trial, { side, coherence }) {
        trial.show('stimulus', 'stimulus', sidedEvidence(side, coherence));
        trial.target('stimulus', side + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1;
      },
    },
    settings,
  );
}
