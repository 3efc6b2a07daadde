// Centred kernel alignment: the family by name, its members

export { langeCka, laplaceCka, rbfCka, unbiasedCka } from './kernel-cka.js';
export { angularCka, ckaDistance, linearCka } from './linear-cka.js';
export { ckaMeasures } from './measures.js';

// Hilbert-Schmidt independence criterion

export { hsic } from './hsic.js';

// Batch by batch

export {
  type MinibatchCkaState,
  minibatchCka,
  minibatchCkaMerge,
  minibatchCkaStart,
  minibatchCkaUpdate,
  minibatchCkaValue,
} from './minibatch-cka.js';
export {
  type StreamingCkaState,
  streamingCkaBatch,
  streamingCkaMerge,
  streamingCkaValue,
} from './streaming-cka.js';

// Other libraries' conventions

export { type CkaCompatibilityOptions, ckaCompatibility } from './compatibility.js';

// Options

export type {
  Bandwidth,
  BatchedCkaOptions,
  CkaOptions,
  DistanceKernel,
  HsicEstimator,
  HsicOptions,
  Kernel,
  KernelFunction,
  MinibatchCkaOptions,
  PolynomialKernel,
} from './types.js';
