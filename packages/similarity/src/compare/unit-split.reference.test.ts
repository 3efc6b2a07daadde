import { readFileSync } from 'node:fs';
import { createRng } from '@lrsim/core';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { procrustes } from '../shape/procrustes.js';
import { averageConditions, conditionAverageDistance, drawSplit, floorDistance, modelDistance } from './unit-split.js';

describe('drawSplit', () => {
  it('draws disjoint halves of the recorded units and as many distinct units of the network', () => {
    const { first, second, model } = drawSplit(createRng(1), 141, 200);
    expect([first.length, second.length, model.length]).toEqual([70, 70, 70]);
    expect(new Set([...first, ...second]).size).toBe(140);
    expect(new Set(model).size).toBe(70);
    expect(Math.max(...first, ...second)).toBeLessThan(141);
  });

  it('takes all units of a network that has fewer', () => {
    expect([...drawSplit(createRng(1), 40, 7).model].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('draws every unit equally often', () => {
    // 2000 draws of 5 of 10: each unit is in the first group 1000 +- 22 times (binomial); five of them are allowed.
    const rng = createRng(5);
    const counts = new Array(10).fill(0);
    for (let draw = 0; draw < 2000; draw++) for (const unit of drawSplit(rng, 10, 5).first) counts[unit]++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });
});

it('averageConditions repeats the mean time course in every condition', () => {
  // Two conditions of two time points, two units.
  const matrix = { rows: 4, columns: 2, data: Float64Array.of(1, 10, 2, 20, 3, 30, 4, 40) };
  expect([...averageConditions(matrix, 2).data]).toEqual([2, 20, 3, 30, 2, 20, 3, 30]);
  expect(() => averageConditions(matrix, 3)).toThrow(/4 samples .* 3 time points/);
});

/** A reference array [unit, time, condition] as samples (condition by condition, time within) x units. */
function asSamples({ data, shape }: { data: Float64Array; shape: readonly number[] }) {
  const [units, times, conditions] = shape;
  const samples = new Float64Array(data.length);
  for (let unit = 0; unit < units; unit++)
    for (let t = 0; t < times; t++)
      for (let c = 0; c < conditions; c++)
        samples[(c * times + t) * units + unit] = data[(unit * times + t) * conditions + c];
  return { rows: times * conditions, columns: units, data: samples };
}

describeWithReference(
  'the noise floor with the given splits',
  ['reference/hatsopoulos2007', 'reference/numbers.json'],
  () => {
    const file = (name: string) => readReferenceNpy(referencePath('reference/hatsopoulos2007', name));
    const { table3_row: printed } = JSON.parse(
      readFileSync(referencePath('reference/numbers.json'), 'utf8'),
    ).D3_noise_floor;
    const threeDigits = (values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      return [mean, sd].map((value) => Number(value.toFixed(3)));
    };

    /** The 100 draws of one model, each held to the authors' value to 1e-9: their exported activity is float32, ours reads it. */
    function draws(model: string, activityFile: string, seed: number) {
      const recorded = asSamples(file('firing_rate.npy'));
      const activity = asSamples(file(`activity/${activityFile}.npy`));
      const indices = file(`floor/indices_seed${seed}.npy`).data;
      const golden = (kind: string) => file(`floor/${model}_seed${seed}_${kind}.npy`).data;
      const expected = { floor: golden('floor'), model: golden('model'), average: golden('ccavg') };
      return Array.from({ length: 100 }, (_, draw) => {
        const group = (k: number) => [...indices.subarray((draw * 3 + k) * 70, (draw * 3 + k + 1) * 70)];
        const split = { first: group(0), second: group(1), model: group(2) };
        const ours = {
          floor: floorDistance(procrustes, recorded, split),
          model: modelDistance(procrustes, recorded, activity, split),
          average: conditionAverageDistance(procrustes, recorded, 121, split),
        };
        for (const kind of ['floor', 'model', 'average'] as const)
          expect(Math.abs(ours[kind] - expected[kind][draw])).toBeLessThan(1e-9);
        return ours;
      });
    }

    it("each draw is the authors' and together they are Table 3's Hatsopoulos row, but for BPTT's mean", () => {
      const bptt = draws('hats_lm0_lr0.001_update508', 'hats_lm0_lr0.001_update508', 0);
      const eprop = draws('hats_lm1_lr0.0003_update636', 'hats_lm1_lr0.0003_update636', 1);
      const untrained = draws('hats_lm0_lr0.001_update0', 'hats_lm0_lr0.001_update0', 0);
      expect(threeDigits([...bptt, ...eprop].map(({ floor }) => floor))).toEqual(printed.floor);
      expect(threeDigits(eprop.map(({ model }) => model))).toEqual(printed.eprop);
      expect(threeDigits(untrained.map(({ model }) => model))).toEqual(printed.untrained);
      // The authors' own code gives 0.3965 where the paper prints 0.395; why is not known.
      const [mean, sd] = threeDigits(bptt.map(({ model }) => model));
      expect(sd).toBe(printed.bptt[1]);
      expect(Math.abs(mean - printed.bptt[0])).toBeLessThan(0.002);
    });
  },
);
