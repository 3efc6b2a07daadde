import { type DefinedTask, defineTask, type TaskSettings } from '../definition/index.js';

/**
 * Respond after one stimulus, and not after the other. Stimulus 500, delay 500, decision 500 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision), the no-go stimulus, the go stimulus, without noise. Classes: wait, go.
 *
 * @source Zhang et al. 2019 (doi 10.1126/sciadv.aaw6706); the form of neurogym.
 */
export function goNogo(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'go-nogo',
      source: 'Zhang et al. 2019',
      dtMs: 100,
      inputs: { fixation: 1, nogo: 1, go: 1 },
      outputs: ['wait', 'go'],
      conditions: [{ go: 0 }, { go: 1 }],
      periods: { fixation: 0, stimulus: 500, delay: 500, decision: 500 },
      chance: 0.5,
      trial(trial, { go }) {
        trial.show('fixation', ['fixation', 'stimulus', 'delay'], 1);
        trial.show(go ? 'go' : 'nogo', 'stimulus', 1);
        trial.target('decision', go);
      },
      answer: (reader) => reader.during('go', 'stimulus')[0],
    },
    settings,
  );
}
