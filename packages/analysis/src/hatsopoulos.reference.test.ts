import { readFileSync } from 'node:fs';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { participationRatio } from './participation-ratio.js';
import { pca } from './pca.js';
import { meanAndSd } from './statistics/mean-and-sd.js';

const folder = 'reference/hatsopoulos2007';
const numbers = 'reference/numbers.json';

describeWithReference('The Hatsopoulos 2007 recording', [folder, numbers], () => {
  const reference = JSON.parse(readFileSync(referencePath(numbers), 'utf8'));

  /** [unit, time, condition] as samples x units; the order of the samples does not matter here. */
  const samplesOf = (...parts: string[]) => {
    const { data, shape } = readReferenceNpy(referencePath(folder, ...parts));
    const samples = shape[1] * shape[2];
    return {
      data: Float64Array.from(data, (_, at) => data[(at % shape[0]) * samples + Math.floor(at / shape[0])]),
      shape: [samples, shape[0]],
    };
  };

  it('has the participation ratio of the reference, and needs 9 components for 90 % of its variance', () => {
    const rates = samplesOf('firing_rate.npy');
    const expected = reference.D2_hatsopoulos.firing_rate_participation_ratio;
    expect(Math.abs(participationRatio(rates) - expected)).toBeLessThan(1e-13);
    expect(pca(rates, { varianceFraction: 0.9 }).scores.shape).toEqual([968, 9]);
  });

  it.each([
    ['hats_lm0_lr0.001', 508],
    ['hats_lm1_lr0.0003', 1000],
  ])('%s at update %i has the participation ratio of the reference', (model, update) => {
    const activity = samplesOf('activity', `${model}_update${update}.npy`);
    const { pset, participation_ratio } = reference.D2_hatsopoulos.curves[model];
    // The reference computed the covariance in float32.
    const difference = participationRatio(activity) - participation_ratio[pset.indexOf(update)];
    expect(Math.abs(difference)).toBeLessThan(1e-5);
  });

  it('has the noise floor of the reference as mean and population SD over draws', () => {
    const floor = readReferenceNpy(referencePath(folder, 'floor', 'hats_lm0_lr0.001_update508_seed0_floor.npy')).data;
    const [mean, sd] = reference.headline.table3_hatsopoulos.here['BPTT lr1e-3, pbest, script seed'].floor;
    const found = meanAndSd(floor);
    expect(Math.abs(found.mean - mean)).toBeLessThan(1e-14);
    expect(Math.abs(found.sd - sd)).toBeLessThan(1e-14);
  });
});
