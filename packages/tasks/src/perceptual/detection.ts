import { type DefinedTask, defineTask, type TaskSettings, truncatedExponential } from '../definition/index.js';

/**
 * Was there a signal? Fixation 500, stimulus 500 to 1500, decision 100 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); the signal, 1 in half of the trials, with noise of sigma 1. Classes: fixate, absent,
 * present. (In neurogym the stimulus is answered while it lasts; here after it.)
 *
 * @source the detection task of neurogym, which does not register it.
 */
export function detection(settings: TaskSettings = {}): DefinedTask {
  return defineTask<{ signal: number }>(
    {
      name: 'detection',
      source: 'neurogym, Detection',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: 1 },
      outputs: ['fixate', 'absent', 'present'],
      conditions: [{ signal: 0 }, { signal: 1 }],
      periods: { fixation: 500, stimulus: truncatedExponential(1000, 500, 1500), decision: 100 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 0.5,
      trial(trial, { signal }) {
        trial.show('fixation', ['fixation', 'stimulus'], 1);
        trial.show('stimulus', 'stimulus', signal);
        trial.target('decision', signal + 1);
      },
      answer: (reader) => reader.during('stimulus', 'stimulus')[0] + 1,
    },
    settings,
  );
}
