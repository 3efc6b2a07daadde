// Bures distances and similarities of Gram and covariance matrices

export { alphaProcrustes, alphaProcrustesOfKernels } from './alpha-procrustes.js';
export { buresDistance, buresDistanceSquared } from './bures-distance.js';
export { buresCompatibility } from './compatibility.js';
export { buresDistanceOfKernels, buresSimilarityOfKernels, fidelityOfKernels } from './kernels.js';
export { buresMeasures } from './measures.js';
export { nbs, nbsSquared } from './nbs.js';
export type { AlphaProcrustesOptions, BuresOptions, KernelOptions } from './types.js';
