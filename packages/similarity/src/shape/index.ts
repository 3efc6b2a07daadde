// Shape metrics

export { shapeMeasures } from './measures.js';
export { matchUnits, permutationProcrustes, type UnitMatching } from './permutation-procrustes.js';
export { procrustes, procrustesEuclidean } from './procrustes.js';
export { shapeMetric } from './shape-metric.js';

// What they are made of

export { partialWhitening } from './partial-whitening.js';
export { procrustesAlignment } from './procrustes-alignment.js';

// Types

export type {
  PermutationOptions,
  ProcrustesAlignment,
  ProcrustesOptions,
  ProcrustesScore,
  ShapeMetricOptions,
  ShapeOptions,
  WhiteningOptions,
} from './types.js';
