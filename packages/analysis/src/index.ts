// Dimensionality

export * from './dpca/index.js';
export { participationRatio } from './participation-ratio.js';
export { pca } from './pca.js';
export { varianceDimension } from './variance-dimension.js';

// Dynamics

export * from './dynamics/index.js';

// Decoders

export * from './decoding/index.js';

// Sets of networks

export * from './mds/index.js';
export * from './shapes/index.js';

// Statistics

export * from './statistics/index.js';

// Types

export type { MeanAndSd, Pca, PcaOptions } from './types.js';
