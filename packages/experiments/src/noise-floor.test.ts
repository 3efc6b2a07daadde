import { createRng } from '@lrsim/core';
import { procrustes } from '@lrsim/similarity';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { averageConditions, conditionAverageDistance, drawSplit, floorDistance, modelDistance } from './noise-floor.js';

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

describeWithReference('the noise floor with the given splits', ['reference/hatsopoulos2007'], () => {
  const file = (name: string) => readReferenceNpy(referencePath('reference/hatsopoulos2007', name));
  const recorded = asSamples(file('firing_rate.npy'));
  const population = (values: ArrayLike<number>) => {
    const all = Array.from(values);
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    return { mean, sd: Math.sqrt(all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length) };
  };

  it.each([
    ['hats_lm0_lr0.001_update508', 0],
    ['hats_lm1_lr0.0003_update636', 1],
  ])("each of the 100 draws is the authors' to 1e-9, and their means are Table 3: %s", (model, seed) => {
    const indices = file(`floor/indices_seed${seed}.npy`).data;
    const activity = asSamples(file(`activity/${model}.npy`));
    const golden = (kind: string) => file(`floor/${model}_seed${seed}_${kind}.npy`).data;
    const [floor, distance, average] = [golden('floor'), golden('model'), golden('ccavg')];
    const ours: number[] = [];
    for (let draw = 0; draw < 100; draw++) {
      const group = (k: number) => [...indices.subarray((draw * 3 + k) * 70, (draw * 3 + k + 1) * 70)];
      const split = { first: group(0), second: group(1), model: group(2) };
      expect(Math.abs(floorDistance(procrustes, recorded, split) - floor[draw])).toBeLessThan(1e-9);
      // The authors' forward pass ran in another library: activities are exported in float32, hence 1e-9 still holds.
      ours.push(modelDistance(procrustes, recorded, activity, split));
      expect(Math.abs(ours[draw] - distance[draw])).toBeLessThan(1e-9);
      expect(Math.abs(conditionAverageDistance(procrustes, recorded, 121, split) - average[draw])).toBeLessThan(1e-9);
    }
    expect(population(ours).mean).toBeCloseTo(population(distance).mean, 9);
  });
});
