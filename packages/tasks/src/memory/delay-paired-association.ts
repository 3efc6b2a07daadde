import { type DefinedTask, defineTask, oneHot, type TaskSettings } from '../definition/index.js';

/** First and second odour of each pair, and whether they belong together. */
const pairs = [
  { first: 0, second: 2, go: 1 },
  { first: 0, second: 3, go: 0 },
  { first: 1, second: 2, go: 0 },
  { first: 1, second: 3, go: 1 },
];

/**
 * Go when the second odour belongs to the first: 1 with 3, 2 with 4. Stimulus 1000, delay 1000, stimulus 1000, delay 1000, decision 500 ms
 * at dt 100.
 *
 * Inputs: fixation cue (until the decision), four odours, without noise. Classes: wait, go.
 *
 * @source Zhang et al. 2019 (doi 10.1126/sciadv.aaw6706); the form of neurogym.
 */
export function delayPairedAssociation(settings: TaskSettings = {}): DefinedTask {
  return defineTask(
    {
      name: 'delay-paired-association',
      source: 'Zhang et al. 2019',
      dtMs: 100,
      inputs: { fixation: 1, odour: 4 },
      outputs: ['wait', 'go'],
      conditions: pairs,
      periods: { fixation: 0, stimulus1: 1000, delay1: 1000, stimulus2: 1000, delay2: 1000, decision: 500 },
      chance: 0.5,
      trial(trial, { first, second, go }) {
        const odour = (which: number) => oneHot(4, which);
        trial.show('fixation', ['fixation', 'stimulus1', 'delay1', 'stimulus2', 'delay2'], 1);
        trial.show('odour', 'stimulus1', odour(first));
        trial.show('odour', 'stimulus2', odour(second));
        trial.target('decision', go);
      },
      answer: (reader) =>
        Number(reader.during('odour', 'stimulus2').indexOf(1) - reader.during('odour', 'stimulus1').indexOf(1) === 2),
    },
    settings,
  );
}
