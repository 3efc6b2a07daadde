// Types that cross package borders

// Reading and checking arguments
export { allFinite, checkFinite, checkInteger, checkLength, checkNumber } from './checks.js';
// Errors
export { type ErrorParts, errorFromParts, errorParts } from './error-parts.js';
export { ArgumentError, ConvergenceError, FileFormatError, NonFiniteError, UnknownNameError } from './errors.js';
export { toMatrix, toNdArray, viewMatrix, viewMatrixUnchecked, viewNdArray } from './matrix.js';
export { lookUp } from './names.js';
// Random numbers
export { gaussianNoise } from './noise/gaussian-noise.js';
export { permutation } from './permutation.js';
export { createRng, restoreRng } from './random.js';
// Distributions
export { studentTTail } from './student-t.js';
export type {
  Floats,
  GradientResult,
  Invariance,
  LearningRule,
  Loss,
  LossValue,
  Matrix,
  MatrixInput,
  MatrixLike,
  Metric,
  NdArray,
  NdLike,
  Network,
  Noise,
  Optimizer,
  Params,
  Provenance,
  Recording,
  Rng,
  Rollout,
  RunSize,
  Task,
  TaskScore,
  TensorLike,
  TrialBatch,
  TrialInfo,
} from './types.js';
