// Dynamical similarity analysis

export { alignOperators } from './align-operators.js';
export { alignmentBound } from './alignment-bound.js';
export type { AlignmentOptions, OperatorAlignment } from './alignment-types.js';
export { dsa, dsaEuclidean, dsaWasserstein, type PreparedDynamics, type PreparedSpectrum } from './dsa.js';
export { spectralWasserstein } from './wasserstein.js';
