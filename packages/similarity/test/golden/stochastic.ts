import type { GoldenTable } from '@lrsim/test-support';
import { energyStochasticDistance, gaussianProcessDistance, gaussianStochasticDistance } from '../../src/index.js';

/** A single condition. */
const one = ({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) => ({
  data,
  shape: [1, ...shape],
});

/** The stochastic metrics of netrep. */
export const stochasticGolden: GoldenTable = {
  'netrep/GaussianStochasticMetric'({ options }, read) {
    const [x, y] = ['X', 'Y'].map((side) => ({ means: read(`mu${side}`), covariances: read(`cov${side}`) }));
    return gaussianStochasticDistance(x, y, { alpha: options.alpha, group: options.group });
  },
  'netrep/GPStochasticMetric'({ options }, read) {
    const [x, y] = ['X', 'Y'].map((side) => ({ means: one(read(`m${side}`)), covariances: one(read(`c${side}`)) }));
    return gaussianProcessDistance(x, y, { alpha: options.alpha, group: options.group, units: options.n_dims });
  },
  'netrep/EnergyStochasticMetric': ({ options }, read) =>
    energyStochasticDistance(read('X'), read('Y'), { group: options.group }),
};
