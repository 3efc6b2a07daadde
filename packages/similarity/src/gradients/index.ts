// Measures with their gradients

export { ccaWithGradient } from './cca-with-gradient.js';
export { linearCkaWithGradient } from './linear-cka-with-gradient.js';
export { procrustesWithGradient } from './procrustes-with-gradient.js';
export { ridgeWithGradient } from './ridge-with-gradient.js';
export type {
  CcaGradientOptions,
  CkaGradientOptions,
  ProcrustesGradientOptions,
  RidgeGradientOptions,
  ValueWithGradient,
} from './types.js';
