import { readFileSync } from 'node:fs';
import { describeWithReference, goldenArray, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { type CkaOptions, linearCka } from '../cka/index.js';
import { regressionCompatibility } from '../regression/index.js';
import { canonicalAnalysis } from './canonical-analysis.js';
import { ccaCompatibility } from './compatibility.js';
import { meanCca, meanSquaredCca } from './mean-cca.js';
import { plsCovariance } from './pls-correlation.js';
import { pwcca } from './pwcca.js';

interface Raised {
  readonly measure: string;
  readonly options: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
}
type Read = ReturnType<typeof goldenArray>;

const repsimCka = (x: Read, y: Read, { kernel, estimator }: Raised['options']) => {
  const options: CkaOptions = {
    kernel: { name: kernel === 'laplace_median' ? 'laplace' : 'rbf', bandwidth: 'lower-median' },
    estimator: estimator === 'biased' ? 'biased' : 'lange',
  };
  return linearCka(x, y, options);
};
/** Ours for the calls at which a library threw. */
const ours: Readonly<Record<string, (x: Read, y: Read, options: Raised['options']) => number>> = {
  pwcca_google: (x, y) => pwcca(x, y),
  PWCCA: (x, y) => pwcca(x, y),
  pwcca_dist: (x, y) => 1 - pwcca(x, y),
  pls_mean_singular_value: (x, y) => plsCovariance(x, y),
  cca_rho: (x, y) => Math.max(...canonicalAnalysis(x, y).correlations),
  cca_mean_trunc98: (x, y) => ccaCompatibility['svcca/mean'](x, y),
  mean_cca_corr: (x, y) => meanCca(x, y),
  mean_sq_cca_corr: (x, y) => meanSquaredCca(x, y),
  LinearRegression: (x, y) => regressionCompatibility['resi/LinearRegression'](x, y),
  angular_cka: repsimCka,
};

const folder = 'golden/similarity';
describeWithReference('Calls at which a reference library threw', [folder], () => {
  const { raised } = JSON.parse(readFileSync(referencePath(folder, 'expected.json'), 'utf8')) as { raised: Raised[] };
  it.each(Object.entries(ours))(
    '%s gives a number: unequal widths, lacking rank, more units than samples',
    (name, measure) => {
      const calls = raised.filter((call) => call.measure === name);
      expect(calls.length).toBeGreaterThan(0);
      for (const { inputs, options } of calls) {
        const value = measure(goldenArray(inputs.X), goldenArray(inputs.Y), options);
        expect(value, JSON.stringify(inputs)).toBeGreaterThanOrEqual(0);
        if (name !== 'pls_mean_singular_value') expect(value, JSON.stringify(inputs)).toBeLessThanOrEqual(1);
      }
    },
  );
});
