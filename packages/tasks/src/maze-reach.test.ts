import { createRng } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { mazeReach } from './index.js';

/** Arrays of the shapes of Sussillo et al. 2015: 27 conditions, 15 plan inputs, 7 muscles from -250 to 400 ms. */
const rng = createRng('maze');
const rows = (count: number, width: number) =>
  Array.from({ length: count }, () => Array.from({ length: width }, () => rng.normal()));
const made = {
  plan: rows(27, 15),
  muscles: Array.from({ length: 7 }, () => rows(27, 66)),
  timeMs: Array.from({ length: 66 }, (_, i) => -250 + 10 * i),
};
const task = mazeReach(made);

describeTask({ describe, it }, task);

describe('mazeReach', () => {
  it('has the steps of the authors in its analysis trials', () => {
    const { inputs, targets, mask, steps, nIn, nOut, trials } = task.analysisTrials();
    expect([trials, steps, nIn, nOut]).toEqual([27, 196, 16, 7]);
    const largest = Math.max(...made.plan.flat().map(Math.abs));
    for (let trial = 0; trial < 27; trial++) {
      const at = (step: number, unit: number) => inputs[(trial * steps + step) * nIn + unit];
      const plan = made.plan[trial][3] / largest;
      // Plan at 37 to 121, of which 114 to 121 take it away; hold until then.
      expect([at(36, 3), at(122, 3)]).toEqual([0, 0]);
      for (const [step, part] of [
        [37, 0.05],
        [44, 0.95],
        [45, 1],
        [113, 1],
        [114, 0.95],
        [121, 0.05],
      ])
        expect(at(step, 3)).toBeCloseTo(part * plan, 6);
      expect([at(0, 15), at(113, 15), at(122, 15)]).toEqual([1, 1, 0]);
      expect([at(114, 15), at(121, 15)].map((value) => Number(value.toFixed(4)))).toEqual([0.95, 0.05]);
      // Muscles at 108 to 173, movement onset at 133.
      const due = (step: number) => targets[(trial * steps + step) * nOut + 2];
      expect(due(107)).toBe(0);
      expect(due(108)).toBeCloseTo(made.muscles[2][trial][0], 5);
      expect(due(133)).toBeCloseTo(made.muscles[2][trial][25], 5);
      expect(due(173)).toBeCloseTo(made.muscles[2][trial][65], 5);
      const weight = (step: number) => mask[(trial * steps + step) * nOut];
      expect([weight(0), weight(173), weight(174)]).toEqual([1, 1, 0]);
    }
    expect(task.analysisWindow).toEqual({ start: 0, end: 196, eventStep: 155, event: 'movement onset' });
  });

  it('trains on 300 steps, every condition first, with intervals below 50 and 150', () => {
    const { steps, info } = task.sample(createRng('training'), 400);
    expect(steps).toBe(300);
    expect(info.slice(0, 27).map(({ condition }) => condition)).toEqual(Array.from({ length: 27 }, (_, c) => c));
    const [first, second] = ['interval1', 'interval2'].map((name) =>
      info.map(({ variables }) => Number(variables[name])),
    );
    expect([Math.max(...first) < 50, Math.max(...second) < 150]).toEqual([true, true]);
    expect([Math.max(...first) > 45, Math.max(...second) > 140]).toEqual([true, true]);
  });

  it('refuses arrays that do not fit', () => {
    expect(() => mazeReach({ ...made, plan: made.plan.slice(1) })).toThrow(/muscles\[0\] has the shape \[27, 66\]/);
    expect(() => mazeReach({ ...made, plan: made.plan.map((row) => row.map(() => 0)) })).toThrow(/plan is 0/);
    expect(() => mazeReach({ ...made, timeMs: made.timeMs.map((t) => 2 * t) })).toThrow(/steps of 10 ms/);
    expect(() => mazeReach({ ...made, muscles: [] })).toThrow(/muscles is empty/);
    expect(() => mazeReach({ ...made, muscleOffset: 30 })).toThrow(/timeMs has 66 samples/);
  });
});
