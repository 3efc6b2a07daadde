// Shape metrics

export { shapeMeasures } from './measures.js';
export { procrustes, procrustesEuclidean } from './procrustes.js';
export type { ProcrustesOptions, ProcrustesScore } from './types.js';
