import { type DefinedTask, defineTask, indices, type TaskSettings } from '../definition/index.js';

/** When the tone begins (ms); none for the first condition. */
const onsets = [undefined, 500, 1000, 1500] as const;

/**
 * Was there a tone in the noise, and when: early, in the middle or late? Stimulus 2000, decision 100 ms at dt 50.
 *
 * Input: the sound, 1 during a tone of 50 ms, with noise of sigma 1 throughout the stimulus. Classes: wait, none, early, middle, late.
 * (In neurogym the class is asked for during the stimulus; here after it, so that it can be known.)
 *
 * @source the tone detection task of neurogym, which does not register it.
 */
export function toneDetection(settings: TaskSettings = {}): DefinedTask {
  return defineTask<{ tone: number }>(
    {
      name: 'tone-detection',
      source: 'neurogym, ToneDetection',
      dtMs: 50,
      inputs: { sound: 1 },
      outputs: ['wait', 'none', 'early', 'middle', 'late'],
      conditions: indices(onsets.length).map((tone) => ({ tone })),
      periods: { stimulus: 2000, decision: 100 },
      event: 'stimulus',
      noise: { sigma: 1, channels: ['sound'], periods: ['stimulus'] },
      chance: 0.25,
      trial(trial, { tone }) {
        const onset = onsets[tone];
        if (onset !== undefined) {
          const start = Math.floor(onset / trial.dtMs);
          trial.showSteps('sound', start, start + Math.max(1, Math.floor(50 / trial.dtMs)), 1);
        }
        trial.target('decision', tone + 1);
      },
      answer(reader) {
        const step = reader.trace('sound').indexOf(1);
        return step < 0
          ? 1
          : onsets.findIndex((onset) => onset !== undefined && Math.floor(onset / reader.dtMs) === step) + 1;
      },
    },
    settings,
  );
}
