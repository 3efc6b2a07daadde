import { type DefinedTask, defineTask, oneOf, type TaskSettings } from '../definition/index.js';

/** What the stimulus channel shows when there is no stimulus, and what the outputs are before the response. */
const [ABSENT, STILL] = [-0.5, [-1, -0.5]];

/**
 * Report a number between 0 and 1 after a delay of 0, 1000 or 2000. Stimulus 500, decision 500 ms at dt 100.
 *
 * Inputs: go cue; the number while it is shown, -0.5 otherwise. Outputs: (-1, -0.5) before the response, (1, the number) in it.
 *
 * @source the reaching task with delay of neurogym.
 */
export function reachingDelayResponse(settings: TaskSettings = {}): DefinedTask {
  return defineTask<{ value: number }>(
    {
      name: 'reaching-delay-response',
      source: 'neurogym, ReachingDelayResponse',
      dtMs: 100,
      inputs: { go: 1, stimulus: 1 },
      outputs: 2,
      conditions: [{ value: 0.5 }],
      draw: (_, rng) => ({ value: rng.uniform() }),
      periods: { stimulus: 500, delay: oneOf([0, 1000, 2000]), decision: 500 },
      event: 'stimulus',
      trial(trial, { value }) {
        trial.show('stimulus', 'stimulus', value);
        trial.show('stimulus', ['delay', 'decision'], ABSENT);
        trial.show('go', 'decision', 1);
        trial.target(['stimulus', 'delay'], STILL);
        trial.target('decision', [1, value]);
      },
    },
    settings,
  );
}
