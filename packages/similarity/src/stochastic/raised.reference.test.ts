import { describeWithReference, goldenArray } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { energyStochasticDistance, gaussianStochasticDistance } from './index.js';

describeWithReference('Where netrep raises', ['golden/similarity'], () => {
  const side = (means: string, covariances: string) => ({
    means: goldenArray(means),
    covariances: goldenArray(covariances),
  });
  const [x, y, turned] = [side('muX', 'covX'), side('muY', 'covY'), side('muXq', 'covXq')];

  it.each([0, 0.5, 1, 1.5, 2])(
    'permutations and no alignment have a value at alpha %d, ordered as their groups',
    (alpha) => {
      for (const other of [y, turned]) {
        const [orth, perm, identity] = (['orth', 'perm', 'identity'] as const).map((group) =>
          gaussianStochasticDistance(x, other, { alpha, group }),
        );
        expect(orth).toBeLessThanOrEqual(perm + 1e-9);
        expect(perm).toBeLessThanOrEqual(identity + 1e-9);
        expect(perm).toBeGreaterThan(0.1);
      }
      expect(gaussianStochasticDistance(x, turned, { alpha })).toBeLessThan(1e-6);
    },
  );

  it('the energy distance has a value over permutations and without alignment', () => {
    const [a, b] = [goldenArray('trX'), goldenArray('trY')];
    const perm = energyStochasticDistance(a, b, { group: 'perm' });
    expect(perm).toBeGreaterThan(0.1);
    expect(energyStochasticDistance(a, b, { group: 'identity' })).toBeGreaterThanOrEqual(perm);
  });
});
