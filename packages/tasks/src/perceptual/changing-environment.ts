import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  sidedEvidence,
  type TaskSettings,
  truncatedExponential,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of decisions in a changing environment. */
export interface ChangingEnvironmentOptions extends TaskSettings {
  /** Coherences (%); 0 leaves the side to chance (default 0, 6.4, 12.8, 25.6, 51.2). */
  readonly coherences?: readonly number[];
  /** False where the context is not shown and has to be inferred from the trials before (default true). */
  readonly contextShown?: boolean;
  /** True for neurogym's form (default false): the context hidden unless asked for, and a fixation cue that ends with the fixation. */
  readonly original?: boolean;
}

/**
 * Say which side has more evidence, with one pair of responses or with another: which pair depends on a context that changes now and then.
 * Fixation 500, stimulus 500 to 1500, decision 500 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); evidence for the left, for the right, (1 +- coherence / 100) / 2, with noise of sigma 1; where
 * it is shown the context, 0 or 1, throughout. Classes: fixate, left and right in the first context, left and right in the second. A batch has
 * contexts at random; `withTrialHistory` on the variable `context` makes them last, in neurogym for a thousand trials on average.
 * With the cue neurogym writes the evidence one channel too early, onto the fixation cue; that form is not kept.
 *
 * @source Purcell & Kiani 2016 (doi 10.1073/pnas.1524685113); the form of neurogym's ChangingEnvironment.
 */
export function changingEnvironment({
  coherences = [0, 6.4, 12.8, 25.6, 51.2],
  original = false,
  contextShown = !original,
  ...settings
}: ChangingEnvironmentOptions = {}): DefinedTask {
  checkCoherences('changingEnvironment', coherences);
  return defineTask(
    {
      name: 'changing-environment',
      source: 'Purcell & Kiani 2016',
      dtMs: 100,
      inputs: contextShown ? { fixation: 1, stimulus: 2, context: 1 } : { fixation: 1, stimulus: 2 },
      outputs: [
        'fixate',
        'left, first context',
        'right, first context',
        'left, second context',
        'right, second context',
      ],
      conditions: factors({ context: [0, 1], side: [0, 1], coherence: coherences }),
      periods: { fixation: 500, stimulus: truncatedExponential(1000, 500, 1500), decision: 500 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 0.25,
      trial(trial, { context, side, coherence }) {
        trial.show('fixation', original ? 'fixation' : ['fixation', 'stimulus'], 1);
        trial.show('stimulus', 'stimulus', sidedEvidence(side, coherence));
        if (contextShown) trial.show('context', ['fixation', 'stimulus', 'decision'], context);
        trial.target('decision', 1 + side + 2 * context);
      },
      answer(reader) {
        if (!contextShown) return Number.NaN;
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1 + 2 * reader.during('context', 'stimulus')[0];
      },
    },
    settings,
  );
}
