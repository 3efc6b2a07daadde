import type { MatrixInput } from '@lrsim/core';
import { basisOf } from './basis.js';
import { correlationsBetween } from './canonical-analysis.js';
import { meanCca, meanSquaredCca, svcca } from './mean-cca.js';
import { plsCovariance } from './pls-correlation.js';
import { pwcca } from './pwcca.js';

type Compatible = (x: MatrixInput, y: MatrixInput) => number;

/** The conventions of other libraries, under their names: `library/name`. */
export const ccaCompatibility: Readonly<Record<string, Compatible>> = {
  'google/cca': (x, y) => meanSquaredCca(x, y, { centre: false, divisor: 'units' }),
  'sim_metric/mean_cca_corr': (x, y) => meanCca(x, y, { divisor: 'units' }),
  'sim_metric/mean_sq_cca_corr': (x, y) => meanSquaredCca(x, y, { divisor: 'units' }),
  'sim_metric/pwcca_dist': (x, y) => 1 - pwcca(x, y),
  'resi/SVCCA': (x, y) => svcca(x, y, { reduction: { dimensions: 1 } }),
  'svcca/numpy_pls': (x, y) => plsCovariance(x, y),
  'svcca/mean': truncatedMean,
  'netrep/LinearMetric-alpha=0-cosine': (x, y) => meanCca(x, y, { divisor: 'root' }),
  'diffscore/cca-score': (x, y) => meanCca(x, y, { divisor: 'root' }),
  'diffscore/cca-squared_score': (x, y) => meanSquaredCca(x, y, { divisor: 'root' }),
};

/** The share of the sum of correlations that svcca's mean keeps. */
const SHARE = 0.98;

/** The mean of the leading correlations that carry 98 % of their sum. */
function truncatedMean(x: MatrixInput, y: MatrixInput): number {
  const where = 'svcca/mean';
  const rho = correlationsBetween(where, basisOf(x, {}, where, 'x'), basisOf(y, {}, where, 'y'));
  const total = rho.reduce((sum, value) => sum + value, 0);
  let [sum, count] = [0, 0];
  while (count < rho.length && sum < SHARE * total) sum += rho[count++];
  return count === 0 ? 0 : sum / count;
}
