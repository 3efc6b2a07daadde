import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/** Options of the blocked decision. */
export interface BlockedDecisionOptions extends TaskSettings {
  /** Coherences from -1 to 1 (default +-1, +-0.5, +-0.25 and 0). */
  readonly coherences?: readonly number[];
}

/**
 * Report the sign of a coherence, or nothing where a cue blocks the report. Cue 100, stimulus 100, decision 100 at dt 1.
 *
 * Inputs: the block (throughout), the coherence from the stimulus on. Output: its sign in the decision, 0 where blocked and before. The
 * stimulus does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskBlockDM.
 */
export function blockedDecision({
  coherences = [-1, -0.5, -0.25, 0, 0.25, 0.5, 1],
  ...settings
}: BlockedDecisionOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'blocked-decision',
      source: 'trainRNNbrain, BlockDM',
      dtMs: 1,
      inputs: { block: 1, stimulus: 1 },
      outputs: 1,
      conditions: factors({ block: [0, 1], coherence: coherences }),
      periods: { cue: 100, stimulus: 100, decision: 100 },
      trial(trial, { block, coherence }) {
        trial.show('block', ['cue', 'stimulus', 'decision'], block);
        trial.show('stimulus', ['stimulus', 'decision'], coherence);
        trial.target('decision', block === 1 ? 0 : Math.sign(coherence));
        trial.weigh('stimulus', 0);
      },
    },
    settings,
  );
}
