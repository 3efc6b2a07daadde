import type { GoldenTable } from '@lrsim/test-support';
import {
  canonicalAnalysis,
  ccaCompatibility,
  meanCca,
  meanSquaredCca,
  plsCovariance,
  pwcca,
  svcca,
} from '../../src/index.js';

type Measure = GoldenTable[string];
const named =
  (name: string): Measure =>
  (_, read) =>
    ccaCompatibility[name](read('X'), read('Y'));
const correlations: Measure = (_, read) => canonicalAnalysis(read('X'), read('Y')).correlations;

/** Canonical correlation analysis of the reference libraries. */
export const ccaGolden: GoldenTable = {
  'similarity-repository/cca_mean_squared': ({ options }, read) =>
    meanSquaredCca(read('X'), read('Y'), { centre: options.center, divisor: 'units' }),
  'similarity-repository/mean_cca_corr': named('sim_metric/mean_cca_corr'),
  'similarity-repository/mean_sq_cca_corr': named('sim_metric/mean_sq_cca_corr'),
  'similarity-repository/pwcca_dist': named('sim_metric/pwcca_dist'),
  'similarity-repository/cca_rho': correlations,
  'oracle/cca_rho_rank_aware': correlations,
  'oracle/cca_mean': (_, read) => meanCca(read('X'), read('Y')),
  'oracle/pwcca': (_, read) => pwcca(read('X'), read('Y')),
  'oracle/svcca': ({ options }, read) => svcca(read('X'), read('Y'), { reduction: { variance: options.variance } }),
  'similarity-repository/pls_mean_singular_value': (_, read) => plsCovariance(read('X'), read('Y')),
  'diffscore/diffscore:cca-score': named('diffscore/cca-score'),
  'diffscore/diffscore:cca-squared_score': named('diffscore/cca-squared_score'),
};

/** Conventions of CCA that are defects. */
export const ccaQuirks: GoldenTable = {
  'similarity-repository/SVCCA': named('resi/SVCCA'),
  'similarity-repository/cca_mean_trunc98': named('svcca/mean'),
};
