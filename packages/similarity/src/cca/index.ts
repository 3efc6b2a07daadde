// Canonical correlation analysis

export { canonicalCorrelations } from './canonical-correlations.js';
export { ccaDistance } from './cca-distance.js';
export { ccaMeasures } from './measures.js';
export type { CcaOptions } from './types.js';
