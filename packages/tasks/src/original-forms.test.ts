import { createRng, type TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  angleReproduction,
  type DefinedTask,
  delayComparison,
  delayMatchCategory,
  delayMatchSampleDistractor,
  dualDelayMatchSample,
  economicDecisionMaking,
  hierarchicalReasoning,
  intervalDiscrimination,
  motorTiming,
  multiSensoryIntegration,
  oneTwoThreeGo,
  postDecisionWager,
  reaching,
  ringTask,
} from './index.js';
import { describeDefinedTask } from './testing/index.js';

const trialsOf = (task: DefinedTask, count = 400): TrialBatch => task.sample(createRng('original'), count);
/** A channel's first unit at every step of a trial. */
const trace = (task: DefinedTask, { inputs, steps, nIn }: TrialBatch, trial: number, channel: string) =>
  Array.from({ length: steps }, (_, step) => inputs[(trial * steps + step) * nIn + task.channels[channel][0]]);
const targetsOf = ({ targets, steps }: TrialBatch, trial: number) => [
  ...targets.subarray(trial * steps, (trial + 1) * steps),
];

// As they were they still are tasks: only what the option says is different.
for (const make of [
  multiSensoryIntegration,
  postDecisionWager,
  delayComparison,
  delayMatchSampleDistractor,
  dualDelayMatchSample,
  intervalDiscrimination,
  motorTiming,
  oneTwoThreeGo,
  reaching,
  angleReproduction,
])
  describeDefinedTask({ describe, it }, make({ original: true }));

describe("neurogym's own forms", () => {
  it.each([multiSensoryIntegration, delayComparison, dualDelayMatchSample, postDecisionWager])(
    'have noise on the fixation cue: %O',
    (make) => {
      expect(make().noise?.channels).not.toContain('fixation');
      expect(make({ original: true }).noise?.channels).toContain('fixation');
    },
  );

  it('postDecisionWager has one delay of 1200 to 1800 ms, in which the offer begins', () => {
    for (const { periods } of trialsOf(postDecisionWager({ original: true, dtMs: 10 })).info) {
      const steps = periods.offer[1] - periods.delay[0];
      expect(steps).toBeGreaterThanOrEqual(120);
      expect(steps).toBeLessThanOrEqual(180);
    }
  });

  it('delayMatchSampleDistractor has no noise and distractors next to the sample', () => {
    const task = delayMatchSampleDistractor({ original: true });
    expect(task.noise?.sigma).toBe(0);
    const nearest = (one: DefinedTask) =>
      Math.min(
        ...trialsOf(one).info.map(({ variables: { sample, others, match } }) =>
          Math.min(
            ...String(others)
              .split(' ')
              .filter((_, k) => k !== match)
              .map((angle) =>
                Math.abs(
                  Math.atan2(Math.sin(Number(angle) - Number(sample)), Math.cos(Number(angle) - Number(sample))),
                ),
              ),
          ),
        ),
      );
    expect(nearest(task)).toBeLessThan(0.03);
    expect(nearest(delayMatchSampleDistractor())).toBeGreaterThan((2 * Math.PI) / 32 - 1e-12);
  });

  it('delayMatchCategory has two units, which show opposite sides of the boundary alike', () => {
    const task = delayMatchCategory({ original: true, sigma: 0 });
    expect(task.nIn).toBe(3);
    expect(task.checkAnswers(trialsOf(task))).toEqual({ right: 0, responses: 0 });
    expect(() => delayMatchCategory({ ring: 2 })).toThrow('at least 3');
    expect(delayMatchCategory({ original: true, ring: 32 }).nIn).toBe(33);
  });

  it('motorTiming never shows set at its step, and asks for one step', () => {
    const [task, mended] = [motorTiming({ original: true }), motorTiming()];
    const [batch, better] = [trialsOf(task, 20), trialsOf(mended, 20)];
    for (let trial = 0; trial < 20; trial++) {
      expect(Math.max(...trace(task, batch, trial, 'set'))).toBe(0);
      expect(Math.max(...trace(mended, better, trial, 'set'))).toBe(1);
      expect(targetsOf(batch, trial).filter((target) => target === 1)).toHaveLength(1);
    }
  });

  it('oneTwoThreeGo loses its flashes at a long step', () => {
    const flashes = (task: DefinedTask) => Math.max(...trace(task, trialsOf(task, 1), 0, 'flash'));
    expect([flashes(oneTwoThreeGo({ original: true, dtMs: 120 })), flashes(oneTwoThreeGo({ dtMs: 120 }))]).toEqual([
      0, 1,
    ]);
  });

  it('intervalDiscrimination labels ties as second: 61 % of its trials at 80 ms', () => {
    const batch = trialsOf(intervalDiscrimination({ original: true }), 2000);
    const second = batch.info.filter(({ variables }) => variables.longer === 1).length / 2000;
    const ties = batch.info.filter(({ periods: { stimulus1: a, stimulus2: b } }) => a[1] - a[0] === b[1] - b[0]).length;
    // As counted in neurogym itself: 0.613, with 23 % of ties; 4.5 standard errors.
    expect(Math.abs(second - 0.613)).toBeLessThan(4.5 * Math.sqrt(0.24 / 2000));
    expect(Math.abs(ties / 2000 - 0.23)).toBeLessThan(4.5 * Math.sqrt(0.18 / 2000));
  });

  it('hierarchicalReasoning scores another interval than it shows', () => {
    const task = hierarchicalReasoning({ original: true });
    const { info } = trialsOf(task, 2000);
    const same = info.filter(({ variables }) => Math.round(Number(variables.scored)) === variables.interval).length;
    // One of nine by chance.
    expect(Math.abs(same / 2000 - 1 / 9)).toBeLessThan(4.5 * Math.sqrt(0.1 / 2000));
    expect(task.checkAnswers(trialsOf(task))?.responses).toBe(0);
  });

  it('economicDecisionMaking has no target, reaching an angle', () => {
    expect(Math.max(...trialsOf(economicDecisionMaking({ original: true })).targets)).toBe(0);
    const batch = trialsOf(reaching({ original: true }), 10);
    batch.info.forEach(({ periods, variables }, trial) => {
      const targets = targetsOf(batch, trial);
      expect(targets[0]).toBeCloseTo(Math.PI, 6);
      expect(targets[periods.reach[0]]).toBeCloseTo(Number(variables.angle), 6);
    });
  });

  it('ringTask dmc puts the unit in the middle into different categories as sample and as test', () => {
    const peaks = (original: boolean) => {
      const task = ringTask('dmc', { original, sigma: 0 });
      const batch = trialsOf(task, 1500);
      return batch.info.flatMap(({ periods, variables }, trial) => {
        const at = (step: number, ring: string) => {
          const [first, count] = task.channels[ring];
          return batch.inputs.subarray(
            (trial * batch.steps + step) * batch.nIn + first,
            (trial * batch.steps + step) * batch.nIn + first + count,
          );
        };
        const rings = ['ring1', 'ring2'].map((ring) => at(periods.sample[0], ring));
        const sample = rings.map((ring) => ring.indexOf(Math.max(...ring))).find((_, k) => Math.max(...rings[k]) > 0);
        return sample === 8 ? [Number(variables.test) >= 8 === (variables.match === 1)] : [];
      });
    };
    const [was, is] = [peaks(true), peaks(false)];
    expect(was.length).toBeGreaterThan(20);
    expect(was.every((later) => !later)).toBe(true);
    expect(is.every((later) => later)).toBe(true);
  });
});
