import { ccaDistance } from './cca-distance.js';
import { crossValidatedCca } from './cross-validated-cca.js';
import { meanCca, meanSquaredCca, svcca } from './mean-cca.js';
import { plsCorrelation, plsCovariance } from './pls-correlation.js';
import { pwcca } from './pwcca.js';

/** The CCA family by name. */
export const ccaMeasures = {
  cca: ccaDistance,
  'cca-mean': meanCca,
  'cca-mean-squared': meanSquaredCca,
  'cross-validated-cca': crossValidatedCca,
  svcca,
  pwcca,
  'pls-correlation': plsCorrelation,
  'pls-covariance': plsCovariance,
} as const;
