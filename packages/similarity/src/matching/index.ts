// Matching of units

export { alignedCosine } from './aligned-cosine.js';
export { hardCorrelationMatch, softCorrelationMatch } from './correlation-match.js';
export { matchingMeasures } from './measures.js';
export { softMatching, softMatchingCorrelation, softMatchingWithGradient } from './soft-matching.js';
export type { SoftMatchingOptions } from './types.js';
