import { checkInteger, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, scoreOfSteps, type TaskSettings } from '../definition/index.js';

/** Options of the switching context. */
export interface ContextSwitchOptions extends TaskSettings {
  /** Steps of a trial (default 20). */
  readonly steps?: number;
  /** How often the context changes from one step to the next (default 0.1). */
  readonly switches?: number;
  /**
   * True for neurogym's form (default false): nothing shows what would have been right, and the target is the action that is right in a context
   * that may just have changed, so that nobody can do better than guess.
   */
  readonly original?: boolean;
}

/**
 * Respond to each of a stream of stimuli with its action, or with the other's, according to a context that is never shown and changes at random.
 * A step is 1.
 *
 * Inputs: one of two stimuli; which action was right a step before. Classes: wait (the first step, which does not count), first, second: the one
 * that is right unless the context has just changed, 90 % of the time. Score: the fraction of steps.
 *
 * @source neurogym's ContextSwitch, with what its wrapper FullInput adds.
 */
export function contextSwitch({
  steps = 20,
  switches = 0.1,
  original = false,
  ...settings
}: ContextSwitchOptions = {}): DefinedTask {
  checkInteger('contextSwitch', 'steps', steps, 2);
  checkNumber('contextSwitch', 'switches', switches, 0, 1);
  return defineTask(
    {
      name: 'context-switch',
      source: 'neurogym, ContextSwitch',
      dtMs: 1,
      inputs: original ? { stimulus: 2 } : { stimulus: 2, feedback: 2 },
      outputs: ['wait', 'first', 'second'],
      conditions: [{}],
      periods: { first: 1, sequence: steps - 1 },
      trial(trial, _, rng) {
        let context = rng.integer(2);
        let right = 0;
        for (let step = 0; step < trial.span('sequence')[1]; step++) {
          const stimulus = rng.integer(2);
          trial.showSteps('stimulus', step, step + 1, [1 - stimulus, stimulus]);
          if (step > 0 && !original) {
            trial.showSteps('feedback', step, step + 1, [1 - right, right]);
            trial.targetSteps(step, step + 1, 1 + (stimulus ^ context));
          }
          if (rng.uniform() < switches) context = 1 - context;
          right = stimulus ^ context;
          if (step > 0 && original) trial.targetSteps(step, step + 1, 1 + right);
        }
        trial.weigh('first', 0);
      },
      score: scoreOfSteps,
      answer(reader) {
        if (original) return Number.NaN;
        const last = reader.span('sequence')[1] - 1;
        const context = reader.at('stimulus', last - 1)[1] ^ reader.at('feedback', last)[1];
        return 1 + (reader.at('stimulus', last)[1] ^ context);
      },
    },
    settings,
  );
}
