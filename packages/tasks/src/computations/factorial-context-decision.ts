import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/** Options of the factorial decision. */
export interface FactorialContextDecisionOptions extends TaskSettings {
  /** Coherences of motion and of colour, from -1 to 1 (default 0 and seven powers of a half on either side). */
  readonly coherences?: readonly number[];
}

const halves = [1, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625];

/**
 * Decide by motion or by colour, as a context says, at every combination of coherences. Context 100, stimulus 100, decision 100 at dt 1.
 *
 * Inputs: two contexts (throughout); motion to the right and left, colour the one and the other, (1 +- coherence) / 2 from the stimulus on.
 * Outputs: 1 for the side that the relevant coherence favours in the decision, 0.5 for both where it is 0, 0 before. The stimulus does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskCDDM; Mante, Sussillo, Shenoy & Newsome 2013 (doi 10.1038/nature12742).
 */
export function factorialContextDecision({
  coherences = [...halves.map((one) => -one), 0, ...halves],
  ...settings
}: FactorialContextDecisionOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'factorial-context-decision',
      source: 'trainRNNbrain, CDDM',
      dtMs: 1,
      inputs: { context: 2, motion: 2, colour: 2 },
      outputs: 2,
      conditions: factors({ context: [0, 1], motion: coherences, colour: coherences }),
      periods: { context: 100, stimulus: 100, decision: 100 },
      trial(trial, { context, motion, colour }) {
        trial.show('context', ['context', 'stimulus', 'decision'], [1 - context, context]);
        trial.show('motion', ['stimulus', 'decision'], [(1 + motion) / 2, (1 - motion) / 2]);
        trial.show('colour', ['stimulus', 'decision'], [(1 + colour) / 2, (1 - colour) / 2]);
        const relevant = Math.sign(context === 0 ? motion : colour);
        trial.target('decision', [(1 + relevant) / 2, (1 - relevant) / 2]);
        trial.weigh('stimulus', 0);
      },
    },
    settings,
  );
}
