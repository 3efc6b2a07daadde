// Riemannian distances of positive definite Gram and covariance matrices

export { type RepsimRiemannianOptions, riemannianCompatibility } from './compatibility.js';
export { affineInvariant, logEuclidean } from './gram-distances.js';
export {
  affineInvariantOfCovariances,
  affineInvariantOfMatrices,
  logEuclideanOfCovariances,
  logEuclideanOfMatrices,
} from './matrix-distances.js';
export { riemannianMeasures } from './measures.js';
export type { RiemannianKernel, RiemannianOptions, ShrinkageOptions } from './types.js';
