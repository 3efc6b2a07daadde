import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/** Options of the delayed match of two objects. */
export interface DualDelayMatchSampleOptions extends TaskSettings {
  /** True for noise on all channels, as neurogym has it (default false: on those of the objects). */
  readonly original?: boolean;
}

/** An object is at angle 0 or pi / 2. */
const shown = (object: number) => (object === 0 ? [1, 0] : [0, 1]);
const probes = [1, 2] as const;

/**
 * Two objects are held in memory; first one, then the other is cued and tested. Fixation, sample, delay, cue, test, delay, cue, test, 500
 * ms each at dt 100.
 *
 * Inputs: fixation cue (throughout); cosine and sine of each of two objects, with noise of sigma 1 while they are shown; a cue for
 * either. Classes: fixate, match, non-match, due in both tests.
 *
 * @source Rose et al. 2016 (doi 10.1126/science.aah7011); the form of neurogym.
 */
export function dualDelayMatchSample({ original = false, ...settings }: DualDelayMatchSampleOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'dual-delay-match-sample',
      source: 'Rose et al. 2016',
      dtMs: 100,
      inputs: { fixation: 1, object1: 2, object2: 2, cue: 2 },
      outputs: ['fixate', 'match', 'non-match'],
      conditions: factors({ object1: [0, 1], object2: [0, 1], match1: [0, 1], match2: [0, 1], order: [0, 1] }),
      periods: Object.fromEntries(
        ['fixation', 'sample', 'delay1', 'cue1', 'test1', 'delay2', 'cue2', 'test2'].map((period) => [period, 500]),
      ),
      response: ['test1', 'test2'],
      noise: {
        sigma: 1,
        channels: original ? ['fixation', 'object1', 'object2', 'cue'] : ['object1', 'object2'],
        periods: ['sample', 'test1', 'test2'],
      },
      chance: 0.25,
      trial(trial, { object1, object2, match1, match2, order }) {
        const [samples, matches] = [
          [object1, object2],
          [match1, match2],
        ];
        trial.showSteps('fixation', 0, trial.span('test2')[1], 1);
        for (const [k, sample] of samples.entries()) {
          trial.show(`object${k + 1}`, 'sample', shown(sample));
          trial.show(`object${k + 1}`, ['test1', 'test2'], shown(matches[k] ? sample : 1 - sample));
        }
        for (const probe of probes) {
          const probed = probe === 1 ? order : 1 - order;
          trial.show('cue', `cue${probe}`, [1 - probed, probed]);
          trial.target(`test${probe}`, matches[probed] ? 1 : 2);
        }
      },
      answer: (reader) =>
        probes.map((probe) => {
          const object = `object${reader.during('cue', `cue${probe}`)[0] === 1 ? 1 : 2}`;
          return reader.during(object, 'sample')[0] === reader.during(object, `test${probe}`)[0] ? 1 : 2;
        }),
    },
    settings,
  );
}
