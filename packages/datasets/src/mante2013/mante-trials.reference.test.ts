import { readdirSync, readFileSync } from 'node:fs';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { readNpz } from '../formats/read-npz.js';
import { averageTrials, gaussianSmoothed } from '../recipe/index.js';
import { manteConditionLabel, manteConditions } from './conditions.js';
import { manteTrials } from './mante-trials.js';

describeWithReference('manteTrials', ['real/mante', 'real/derived/mante_20units_psth.npz'], () => {
  const folder = referencePath('real/mante');
  const files = new Map(readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(`${folder}/${name}`))]));

  it('averaged and smoothed by the recipe equals the reference in bins of 10 ms, Gaussian of 2.5 bins', () => {
    const { data, shape } = readNpz(readFileSync(referencePath('real/derived/mante_20units_psth.npz'))).array(
      'psth_10ms_gauss25',
    );
    expect(shape).toEqual([72, 75, 20]);
    const labels = manteConditions('context').map(manteConditionLabel);
    manteTrials(files, { binMs: 10, order: 'context' }).forEach((unit, u) => {
      const smoothed = gaussianSmoothed(averageTrials(unit, labels).means, 75, 2.5);
      smoothed.forEach((rate, at) => {
        const expected = data[at * 20 + u];
        if (Number.isNaN(expected)) expect(rate).toBeNaN();
        // Both in float64; sums in another order.
        else expect(Math.abs(rate - expected)).toBeLessThan(1e-10);
      });
    });
  });
});
