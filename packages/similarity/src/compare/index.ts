// Comparisons of many representations

export { crossDistances, pairwise } from './pairwise.js';

// Held-out samples and units, chance, uncertainty

export { bootstrapInterval } from './bootstrap-interval.js';
export { crossValidate } from './cross-validate.js';
export { permutationTest } from './permutation-test.js';

// What the data allow

export { noiseCeiling } from './noise-ceiling.js';
export { noiseFloor } from './noise-floor.js';
export {
  averageConditions,
  conditionAverageDistance,
  drawSplit,
  floorDistance,
  modelDistance,
  type UnitSplit,
} from './unit-split.js';

// Types

export type {
  BootstrapInterval,
  BootstrapOptions,
  CrossValidation,
  CrossValidationOptions,
  NoiseCeiling,
  NoiseFloor,
  NoiseFloorOptions,
  Over,
  PairwiseOptions,
  PairwiseProgress,
  PermutationTest,
  PermutationTestOptions,
} from './types.js';
