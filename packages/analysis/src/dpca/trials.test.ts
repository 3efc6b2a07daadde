import { createRng, type NdArray } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { dpcaCrossValidation } from './cross-validation.js';
import { dpca } from './dpca.js';
import { dpcaSignificance } from './significance.js';
import { conditionMeans } from './trials.js';

const [trials, units, times, stimuli] = [8, 6, 4, 3];

/** Units tuned to the stimulus in the last two time bins only, with noise; some trials are missing. */
function recording(tuning: number, noise: number, label = 'trials'): NdArray {
  const rng = createRng(label);
  const data = new Float64Array(trials * units * times * stimuli);
  for (let r = 0, at = 0; r < trials; r++)
    for (let i = 0; i < units; i++)
      for (let t = 0; t < times; t++)
        for (let s = 0; s < stimuli; s++, at++) {
          const tuned = t >= 2 ? tuning * (s - 1) * (i % 2 ? 1 : -0.5) : 0;
          data[at] = r >= 6 && (i + s) % 3 === 0 ? Number.NaN : Math.cos(t + i) + tuned + noise * rng.normal();
        }
  return { data, shape: [trials, units, times, stimuli] };
}

describe('conditionMeans', () => {
  it('leaves missing trials out', () => {
    const { means, counts } = conditionMeans({ data: [1, 2, 3, Number.NaN, 5, 6], shape: [3, 2] });
    expect([...means.data]).toEqual([3, 4]);
    expect([...counts.data]).toEqual([3, 2]);
    expect(means.shape).toEqual([2]);
  });

  it('refuses a condition without trials', () => {
    const nothing = { data: [1, Number.NaN, 2, Number.NaN], shape: [2, 2] };
    expect(() => conditionMeans(nothing)).toThrow('trials has no trial at position 1');
    expect(() => conditionMeans({ data: [1, Infinity], shape: [1, 2] })).toThrow('trials has an infinite value');
  });
});

describe('dpcaCrossValidation', () => {
  const lambdas = [0, 1e-4, 1e-3, 1e-2, 1e-1, 10];

  it('wants a stronger ridge for noisier trials, and the same one for the same seed', () => {
    const best = (noise: number, seed = 1) =>
      dpcaCrossValidation(recording(1, noise), {
        labels: 'ts',
        components: 3,
        regulariserScale: 'norm',
        crossValidation: { lambdas, rng: createRng(seed) },
      });
    expect(best(3)).toEqual(best(3));
    expect(best(3).errors).not.toEqual(best(3, 2).errors);
    expect(best(3).best).toBeGreaterThan(best(0.01).best);
    expect(best(0.01).errors.every((error) => error > 0)).toBe(true);
  });

  it('is what regulariser auto uses', () => {
    const set = recording(1, 0.5);
    const options = { labels: 'ts', components: 2, regulariserScale: 'norm' } as const;
    const found = dpca(conditionMeans(set).means, {
      ...options,
      regulariser: 'auto',
      trials: set,
      crossValidation: { lambdas },
    });
    expect(found.regulariser).toBe(dpcaCrossValidation(set, { ...options, crossValidation: { lambdas } }).best);
  });

  it('has error 1 where the ridge is so strong that nothing is predicted', () => {
    const { errors, atBoundary } = dpcaCrossValidation(recording(1, 0.5), {
      labels: 'ts',
      crossValidation: { lambdas: [1e9], simultaneous: true, repeats: 2 },
    });
    expect(errors[0]).toBeCloseTo(1, 9);
    expect(atBoundary).toBe(true);
  });

  it('gives the same for units in the last axis', () => {
    const set = recording(1, 0.5);
    const turned = { data: new Float64Array(set.data.length), shape: [trials, times, stimuli, units] };
    const samples = times * stimuli;
    set.data.forEach((value, at) => {
      const [trial, unit, sample] = [
        Math.floor(at / (units * samples)),
        Math.floor(at / samples) % units,
        at % samples,
      ];
      turned.data[(trial * samples + sample) * units + unit] = value;
    });
    const options = { labels: 'ts', crossValidation: { lambdas, repeats: 2 } };
    expect(dpcaCrossValidation(turned, { ...options, unitAxis: 'last' })).toEqual(dpcaCrossValidation(set, options));
  });

  it('refuses a condition with one trial', () => {
    const set = recording(1, 0.5);
    const one = { data: set.data.slice(0, set.data.length / trials), shape: [1, ...set.shape.slice(1)] };
    expect(() => dpcaCrossValidation(one, { labels: 'ts' })).toThrow('unit 0 has 1 complete trials in condition 0');
    expect(() => dpcaCrossValidation(set, { labels: 'ts', crossValidation: { together: 'q' } })).toThrow("names 'q'");
  });
});

describe('dpcaSignificance', () => {
  const options = {
    labels: 'ts',
    join: { ts: ['s', 'ts'] },
    components: 1,
    shuffles: 20,
    splits: 6,
    regulariser: 0.01,
    regulariserScale: 'norm',
  } as const;

  it('finds the tuning where it is: not before it begins', () => {
    const found = dpcaSignificance(recording(1, 0.4), options);
    expect(Object.keys(found)).toEqual(['ts']);
    const { accuracy, pValue, significant, chance } = found.ts;
    expect(accuracy.shape).toEqual([1, times]);
    expect(chance).toBeCloseTo(1 / 3, 15);
    expect(significant[0].slice(2)).toEqual([true, true]);
    expect(significant[0].slice(0, 2)).toEqual([false, false]);
    expect(pValue.data[3]).toBe(1 / 21);
    expect(accuracy.data[3]).toBeGreaterThan(0.8);
  });

  it('finds none where there is none, and leaves out runs that are too short', () => {
    const untuned = dpcaSignificance(recording(0, 1), options);
    expect(untuned.ts.significant.flat().filter(Boolean).length).toBeLessThanOrEqual(1);
    const runs = dpcaSignificance(recording(1, 0.4), { ...options, consecutive: 3 });
    expect(runs.ts.significant.flat()).toEqual([false, false, false, false]);
  });

  it('tells the conditions of a marginalisation without time from its time average', () => {
    const found = dpcaSignificance(recording(1, 0.3), {
      ...options,
      join: undefined,
      crossValidation: { simultaneous: true },
    });
    expect(found.s.accuracy.shape).toEqual([1, 1]);
    expect(found.s.significant).toEqual([[true]]);
  });
});
