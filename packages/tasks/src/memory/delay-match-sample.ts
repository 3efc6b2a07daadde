import { ArgumentError } from '@lrsim/core';
import {
  cosineRing,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  peakOf,
  ringAngles,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the delayed match to sample. */
export interface DelayMatchSampleOptions extends TaskSettings {
  /** Units of the ring of stimuli, even (default 2). */
  readonly ring?: number;
}

/**
 * Is the test the same as the sample, or opposite to it? Fixation 300, sample 500, delay 1000, test 500, decision 900 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); a ring with 0.5 + 0.5 cos of the stimulus, with noise of sigma 1. Classes: fixate, match,
 * non-match.
 *
 * @throws ArgumentError for an odd ring.
 * @source Miller, Erickson & Desimone 1996 (doi 10.1523/JNEUROSCI.16-16-05154.1996); the form of neurogym.
 */
export function delayMatchSample({ ring = 2, ...settings }: DelayMatchSampleOptions = {}): DefinedTask {
  if (ring % 2 !== 0)
    throw new ArgumentError(`delayMatchSample: ring is ${ring}; expected an even number, so that each has an opposite`);
  const angles = ringAngles(ring);
  const shown = (angle: number) => cosineRing(ring, angle, 0.5, 0.5);
  return defineTask(
    {
      name: 'delay-match-sample',
      source: 'Miller et al. 1996',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: ring },
      outputs: ['fixate', 'match', 'non-match'],
      conditions: factors({ sample: indices(ring), match: [0, 1] }),
      periods: { fixation: 300, sample: 500, delay: 1000, test: 500, decision: 900 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['sample', 'test'] },
      chance: 0.5,
      trial(trial, { sample, match }) {
        trial.show('fixation', ['fixation', 'sample', 'delay', 'test'], 1);
        trial.show('stimulus', 'sample', shown(angles[sample]));
        trial.show('stimulus', 'test', shown(angles[sample] + (match ? 0 : Math.PI)));
        trial.target('decision', match ? 1 : 2);
      },
      answer: (reader) =>
        peakOf(reader.during('stimulus', 'sample')) === peakOf(reader.during('stimulus', 'test')) ? 1 : 2,
    },
    settings,
  );
}
