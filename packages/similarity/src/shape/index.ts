// Shape metrics

export { type DebiasedProcrustes, debiasedProcrustes } from './debiased-procrustes.js';
export { shapeMeasures } from './measures.js';
export { matchUnits, permutationProcrustes, type UnitMatching } from './permutation-procrustes.js';
export { procrustes, procrustesEuclidean } from './procrustes.js';
export { shapeMetric } from './shape-metric.js';
export { type ShiftDistances, type ShiftOptions, shiftDistances } from './shift-distances.js';

// What they are made of

export { type CentredKernelOptions, centredKernel } from './centred-kernel.js';
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
