import {
  angularDistance,
  cosineRing,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the delayed match to sample among distractors. */
export interface DelayMatchSampleDistractorOptions extends TaskSettings {
  /** True for neurogym's form (default false): no noise, and distractors at any angle, be it next to the sample. */
  readonly original?: boolean;
}

/** Units of the ring, and tests shown. */
const [RING, TESTS] = [32, 3];
const tests = indices(TESTS);

/**
 * Respond to the one of three tests that equals the sample. Fixation 300, sample 500, then three times a delay of 1000 and a test of 500 ms
 * at dt 100.
 *
 * Inputs: fixation cue (in the fixation alone); a ring of 32 with the cosine of the stimulus, with noise of sigma 1 while one is shown.
 * Angles are uniform; a test that does not match is at least a unit of the ring away. Classes: wait, respond.
 *
 * @source Miller, Erickson & Desimone 1996 (doi 10.1523/JNEUROSCI.16-16-05154.1996); the form of neurogym.
 */
export function delayMatchSampleDistractor({
  original = false,
  ...settings
}: DelayMatchSampleDistractorOptions = {}): DefinedTask {
  const shown = (angle: number) => cosineRing(RING, angle);
  return defineTask<{ match: number; sample: number; others: string }>(
    {
      name: 'delay-match-sample-distractor',
      source: 'Miller et al. 1996',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: RING },
      outputs: ['wait', 'respond'],
      conditions: factors({ match: tests, sample: [0], others: [''] }),
      draw({ match }, rng) {
        const angle = () => 2 * Math.PI * rng.uniform();
        const sample = angle();
        const distractor = (): number => {
          const other = angle();
          return !original && angularDistance(other, sample) < (2 * Math.PI) / RING ? distractor() : other;
        };
        return { match, sample, others: tests.map(distractor).join(' ') };
      },
      periods: {
        fixation: 300,
        sample: 500,
        ...Object.fromEntries(
          tests.flatMap((k) => [
            [`delay${k + 1}`, 1000],
            [`test${k + 1}`, 500],
          ]),
        ),
      },
      response: tests.map((k) => `test${k + 1}`),
      noise: {
        sigma: original ? 0 : 1,
        channels: ['stimulus'],
        periods: ['sample', ...tests.map((k) => `test${k + 1}`)],
      },
      chance: 0,
      trial(trial, { match, sample, others }) {
        trial.show('fixation', 'fixation', 1);
        trial.show('stimulus', 'sample', shown(sample));
        const angles = others.split(' ').map(Number);
        for (const k of tests) trial.show('stimulus', `test${k + 1}`, shown(k === match ? sample : angles[k]));
        trial.target(`test${match + 1}`, 1);
      },
      answer(reader) {
        const sample = reader.during('stimulus', 'sample');
        return tests.map((k) => Number(reader.during('stimulus', `test${k + 1}`).every((v, i) => v === sample[i])));
      },
    },
    settings,
  );
}
