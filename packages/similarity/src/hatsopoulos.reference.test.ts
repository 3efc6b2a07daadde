import { readFileSync } from 'node:fs';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { conditionAveraged, conditionsTimeUnits } from '../test/activity.js';
import { ccaDistance } from './cca/cca-distance.js';
import { angularCka, ckaDistance } from './cka/linear-cka.js';
import { procrustes } from './shape/procrustes.js';

const folder = 'reference/hatsopoulos2007';
const numbers = 'reference/numbers.json';
const npy = (...parts: string[]) => readReferenceNpy(referencePath(folder, ...parts));
const difference = (value: number, expected: number) => Math.abs(value - expected);

describeWithReference('Distances to the Hatsopoulos 2007 recording', [folder, numbers], () => {
  const reference = JSON.parse(readFileSync(referencePath(numbers), 'utf8')).D2_hatsopoulos;
  const recording = npy('firing_rate.npy');
  const rates = conditionsTimeUnits(recording);

  const exported: [model: string, update: number][] = [
    ['hats_lm0_lr0.001', 0],
    ['hats_lm0_lr0.001', 508],
    ['hats_lm0_lr0.001', 1000],
    ['hats_lm0_lr0.0003', 969],
    ['hats_lm0_lr0.0003', 1000],
    ['hats_lm1_lr0.0003', 636],
    ['hats_lm1_lr0.0003', 1000],
  ];
  it.each(exported)('from the exported activity of %s at update %i are those of the reference', (model, update) => {
    const activity = conditionsTimeUnits(npy('activity', `${model}_update${update}.npy`));
    const expected = reference.models[model].find((entry: { update: number }) => entry.update === update);
    expect(difference(procrustes(activity, rates), expected.procrustes)).toBeLessThan(1e-9);
    // The reference computed these in float32: 1e-7, more where arccos steepens. See below for float64.
    expect(difference(ckaDistance(activity, rates), expected.CKA)).toBeLessThan(2e-7);
    expect(difference(angularCka(activity, rates), expected.metricCKA)).toBeLessThan(1e-6);
    expect(difference(ccaDistance(activity, rates), expected.CCA_nPC20)).toBeLessThan(1e-6);
  });

  it('from the recording to its own condition average, float64 throughout, agree to rounding', () => {
    const averaged = conditionsTimeUnits(conditionAveraged(recording));
    const expected = reference.cross_condition_average_baseline;
    expect(difference(procrustes(rates, averaged), expected.Williams2021)).toBeLessThan(1e-13);
    expect(difference(ckaDistance(rates, averaged), expected.CKA)).toBeLessThan(1e-13);
    expect(difference(angularCka(rates, averaged), expected.metricCKA)).toBeLessThan(1e-13);
    expect(difference(ccaDistance(rates, averaged), expected.CCA)).toBeLessThan(1e-13);
  });
});

describeWithReference('The noise floor of the Hatsopoulos 2007 recording', [folder], () => {
  const recording = npy('firing_rate.npy');
  const averaged = conditionAveraged(recording);

  const files: [model: string, update: number, seed: number, draws: number][] = [
    ['hats_lm0_lr0.001', 508, 0, 100],
    ['hats_lm0_lr0.001', 0, 0, 10],
    ['hats_lm1_lr0.0003', 636, 1, 10],
    ['hats_lm1_lr0.0003', 0, 1, 10],
  ];
  it.each(files)('of %s at update %i, seed %i: the first %i draws', (model, update, seed, draws) => {
    const indices = npy('floor', `indices_seed${seed}.npy`);
    const [, groups, size] = indices.shape;
    const pick = (draw: number, group: number) => {
      const start = (draw * groups + group) * size;
      return [...indices.data.subarray(start, start + size)];
    };
    // The untrained network is the same for every model and exported once.
    const activity = npy('activity', update === 0 ? 'hats_lm0_lr0.001_update0.npy' : `${model}_update${update}.npy`);
    const golden = (kind: string) => npy('floor', `${model}_update${update}_seed${seed}_${kind}.npy`).data;
    const [floor, network, average] = ['floor', 'model', 'ccavg'].map(golden);
    for (let draw = 0; draw < draws; draw++) {
      const [one, two, units] = [0, 1, 2].map((group) => pick(draw, group));
      const distanceTo = (other: Parameters<typeof procrustes>[1]) =>
        procrustes(conditionsTimeUnits(recording, one), other);
      expect(difference(distanceTo(conditionsTimeUnits(recording, two)), floor[draw])).toBeLessThan(1e-12);
      // The reference computed with the activity in float32.
      expect(difference(distanceTo(conditionsTimeUnits(activity, units)), network[draw])).toBeLessThan(1e-9);
      expect(difference(distanceTo(conditionsTimeUnits(averaged, two)), average[draw])).toBeLessThan(1e-12);
    }
  });
});
