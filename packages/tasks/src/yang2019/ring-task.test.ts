import { createRng } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { bumpRing, peakOf } from '../definition/index.js';
import { checkNoise } from '../testing/check-noise.js';
import { type RingTaskName, ringNames, ringTask } from './index.js';

const UNITS = 16;

/** Activity of unit i for a bump of strength 1 at unit j. */
const bumps = Array.from({ length: UNITS }, (_, i) =>
  Array.from({ length: UNITS }, (_, j) => bumpRing(UNITS, (2 * Math.PI * j) / UNITS)[i]),
);

/** The strength of the bump at each unit of a ring: bumps overlap, so they are solved for, by elimination. */
function strengthsOf(ring: ArrayLike<number>): number[] {
  const rows = bumps.map((row, i) => [...row, ring[i]]);
  for (let k = 0; k < UNITS; k++)
    for (let i = 0; i < UNITS; i++) {
      if (i === k) continue;
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= UNITS; j++) rows[i][j] -= factor * rows[k][j];
    }
  return rows.map((row, i) => row[UNITS] / row[i]);
}

/** The unit to respond at, or -1, as the rule of the task has it, from what is seen. */
function called(name: RingTaskName, seen: (ring: 1 | 2, period: string) => number[]): number {
  const both = (period: string) => seen(1, period).map((value, k) => value + seen(2, period)[k]);
  if (/^(rt|dly)?(go|anti)$/.test(name)) {
    const unit = peakOf(both(name.startsWith('rt') ? 'decision' : 'stimulus'));
    return name.endsWith('anti') ? (unit + UNITS / 2) % UNITS : unit;
  }
  if (name.startsWith('dms') || name.startsWith('dmc') || name.startsWith('dn')) {
    const [sample, test] = [peakOf(both('sample')), peakOf(both('test'))];
    const matches = /c$/.test(name) ? sample < 8 === test < 8 : sample === test;
    return matches === name.startsWith('dm') ? test : -1;
  }
  const rings = name.startsWith('multi') ? [1, 2] : [name.endsWith('2') ? 2 : 1];
  const periods = name.includes('dly') ? ['stimulus1', 'stimulus2'] : ['stimulus'];
  const total = Array.from({ length: UNITS }, (_, k) =>
    rings.reduce((sum, ring) => sum + periods.reduce((s, period) => s + seen(ring as 1 | 2, period)[k], 0), 0),
  );
  return peakOf(total);
}

for (const name of ringNames) {
  const task = ringTask(name);
  describeTask({ describe, it }, task);
  describe(`ringTask ${name}`, () => {
    it('has targets that its noiseless stimuli call for', () => {
      const { info, inputs, targets, steps, nIn } = task.with({ sigma: 0 }).sample(createRng('answers'), 200);
      info.forEach(({ periods }, trial) => {
        const seen = (ring: 1 | 2, period: string) => {
          const from = (trial * steps + periods[period][0]) * nIn + 1 + (ring - 1) * UNITS;
          return strengthsOf(inputs.subarray(from, from + UNITS));
        };
        expect(targets[trial * steps + periods.decision[1] - 1]).toBe(called(name, seen) + 1);
      });
    });
    it('has noise only while evidence is shown', () => checkNoise(task, task.with({ sigma: 0 })));
    it('has a fixation cue until the decision, unless asked for as it was', () => {
      const cue = (one: typeof task) => {
        const { inputs, info, nIn } = one.sample(createRng('cue'), 1);
        return [inputs[(info[0].periods.decision[0] - 1) * nIn], inputs[info[0].periods.decision[0] * nIn]];
      };
      expect(cue(task)).toEqual([1, 0]);
      const reaches = /go|anti/.test(name);
      expect(cue(ringTask(name, { original: true }))).toEqual([reaches ? 1 : 0, 0]);
    });
  });
}

describe('the modality', () => {
  it('does not follow from the trial before, as in neurogym', () => {
    const { info, inputs, steps, nIn } = ringTask('go').sample(createRng('modality'), 400);
    const rings = info.map(({ periods }, trial) => {
      const from = (trial * steps + periods.stimulus[0]) * nIn + 1;
      return Number(inputs.subarray(from, from + UNITS).some((value) => value !== 0));
    });
    const repeats = rings.filter((ring, i) => i > 0 && ring === rings[i - 1]).length;
    expect(Math.abs(repeats / 399 - 0.5)).toBeLessThan(4.5 * Math.sqrt(0.25 / 399));
  });
});
