// Descriptions

export { effectSize } from './effect-size.js';
export { meanAndSd } from './mean-and-sd.js';

// Tests and intervals

export { adjustPValues } from './adjust-p-values.js';
export { bootstrapInterval } from './bootstrap.js';
export { permutationTest } from './permutation-test.js';
export { oneSampleTTest, pairedTTest, tTest } from './t-test.js';

// Types

export type {
  Alternative,
  BootstrapInterval,
  BootstrapOptions,
  Correction,
  EffectSizeKind,
  Group,
  GroupSummary,
  PermutationTest,
  PermutationTestOptions,
  TTest,
  TTestOptions,
  UnpairedTTestOptions,
} from './types.js';
