import type { Measure } from '../types.js';
import { dsa, dsaEuclidean, dsaWasserstein } from './dsa/dsa.js';

/** The measures of dynamics by name. */
export const dynamicsMeasures = {
  dsa,
  'dsa-euclidean': dsaEuclidean,
  'dsa-wasserstein': dsaWasserstein,
} as const satisfies Readonly<Record<string, Measure>>;
