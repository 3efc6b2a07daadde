import { createRng, UnknownNameError } from '@lrsim/core';
import { describeTask } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { bumpRing } from '../definition/index.js';
import { checkNoise } from '../testing/check-noise.js';
import { type YangName, yangNames, yangTask } from './index.js';

const RING = 32;

for (const name of yangNames) {
  const task = yangTask(name);
  describeTask({ describe, it }, task);
  describe(`yangTask ${name}`, () => {
    const batch = task.with({ sigma: 0 }).sample(createRng('trials'), 8);
    const { inputs, targets, mask, steps, nIn, nOut, info } = batch;

    it('has 85 inputs, with its own rule on throughout, and 33 outputs', () => {
      expect([nIn, nOut]).toEqual([85, 33]);
      info.forEach(({ periods }, trial) => {
        for (const step of [0, periods.response[1] - 1]) {
          const rules = [...inputs.subarray((trial * steps + step) * nIn + 65, (trial * steps + step + 1) * nIn)];
          expect(rules.indexOf(1)).toBe(yangNames.indexOf(name));
          expect(rules.reduce((sum, rule) => sum + rule, 0)).toBe(1);
        }
      });
    });

    it('weighs nothing in the first 100 ms and after the go, then 5 times, and fixation double', () => {
      const { periods } = info[0];
      const at = (step: number) => [mask[step * nOut], mask[step * nOut + 1]];
      expect([at(0), at(4), at(5)]).toEqual([
        [0, 0],
        [0, 0],
        [2, 1],
      ]);
      const go = periods.response[0];
      expect([at(go - 1), at(go), at(go + 4), at(go + 5)]).toEqual([
        [2, 1],
        [0, 0],
        [0, 0],
        [10, 5],
      ]);
    });

    it('responds with a bump over 0.05, or keeps fixating', () => {
      for (const [trial, { periods, variables }] of info.entries()) {
        const row = [...targets.subarray((trial * steps + periods.response[1] - 1) * nOut)].slice(0, nOut);
        if (variables.withheld) expect(row.map((v) => v.toFixed(2))).toEqual(['0.80', ...new Array(RING).fill('0.05')]);
        // The bump is 0.8 high at its angle, which may lie between two units.
        else {
          expect(row[0]).toBeCloseTo(0.05, 6);
          expect(Math.max(...row.slice(1))).toBeGreaterThan(0.82);
          expect(Math.max(...row.slice(1))).toBeLessThan(0.8501);
        }
      }
    });

    it('has noise on every channel throughout', () => checkNoise(task, task.with({ sigma: 0 })));
  });
}

/** Strength of the bump nearest to an angle: the projection of the ring on it. */
const strength = (ring: ArrayLike<number>, angle: number) => {
  const bump = bumpRing(RING, angle);
  return bump.reduce((sum, value, k) => sum + value * ring[k], 0) / bump.reduce((sum, value) => sum + value * value, 0);
};

describe('yangTask', () => {
  it('decides for the stronger stimulus of the ring attended to', () => {
    for (const [name, rings] of [
      ['dm1', [1]],
      ['dm2', [2]],
      ['contextdm1', [1]],
      ['contextdm2', [2]],
      ['multidm', [1, 2]],
    ] as [YangName, number[]][]) {
      const { inputs, targets, steps, nIn, nOut, info } = yangTask(name, { sigma: 0 }).sample(createRng(name), 60);
      info.forEach(({ periods }, trial) => {
        const from = (trial * steps + periods.stimulus[0]) * nIn + 1;
        const total = Float64Array.from({ length: RING }, (_, k) =>
          rings.reduce((sum, ring) => sum + inputs[from + (ring - 1) * RING + k], 0),
        );
        const out = targets.subarray((trial * steps + periods.response[1] - 1) * nOut + 1).subarray(0, RING);
        const chosen = (2 * Math.PI * out.indexOf(Math.max(...out))) / RING;
        // Two bumps at least a quarter turn apart: no other place has more than the chosen one, to the ring's resolution.
        const strongest = Math.max(
          ...Array.from({ length: RING }, (_, k) => strength(total, (2 * Math.PI * k) / RING)),
        );
        expect(strength(total, chosen)).toBeGreaterThan(0.9 * strongest);
      });
    }
  });

  it('reads a response by the population vector, within 0.2 pi', () => {
    const task = yangTask('fdgo');
    const batch = task.sample(createRng(1), 1);
    const turned = (angle: number) => {
      const outputs = Float64Array.from(batch.targets);
      const row = (batch.info[0].periods.response[1] - 1) * 33 + 1;
      const ring = outputs.slice(row, row + RING);
      const shift = Math.round((angle / (2 * Math.PI)) * RING);
      for (let k = 0; k < RING; k++) outputs[row + ((k + shift) % RING)] = ring[k];
      return task.score(outputs, batch).accuracy;
    };
    expect([turned(0), turned(0.15 * Math.PI), turned(0.25 * Math.PI)]).toEqual([1, 1, 0]);
    expect(task.score(new Float64Array(batch.targets.length).fill(0.8), batch).accuracy).toBe(0);
  });

  it('names the nearest task for an unknown one', () => {
    expect(() => yangTask('delayg' as YangName)).toThrow(UnknownNameError);
  });
});
