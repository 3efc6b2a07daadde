// Canonical correlation analysis: the family by name, its members

export { canonicalCorrelations } from './canonical-correlations.js';
export { ccaDistance } from './cca-distance.js';
export { crossValidatedCca } from './cross-validated-cca.js';
export { meanCca, meanSquaredCca, svcca } from './mean-cca.js';
export { ccaMeasures } from './measures.js';
export { plsCorrelation, plsCovariance } from './pls-correlation.js';
export { pwcca } from './pwcca.js';

// Correlations with their directions

export { type CanonicalAnalysis, canonicalAnalysis } from './canonical-analysis.js';
export { type PlsAnalysis, plsAnalysis } from './pls-correlation.js';

// Other libraries' conventions

export { ccaCompatibility } from './compatibility.js';

// Options

export type { CrossValidatedCcaOptions } from './cross-validated-cca.js';
export type {
  CanonicalOptions,
  CcaDivisor,
  CcaOptions,
  MeanCcaOptions,
  PlsCorrelationOptions,
  PwccaOptions,
  Reduction,
} from './types.js';
