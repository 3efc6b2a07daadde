import type { Measure } from '../types.js';
import { cknna } from './cknna.js';
import { editDistanceKnn, lcsKnn, rankKnn } from './ordered-neighbours.js';
import { secondOrderCosine } from './second-order-cosine.js';
import { cycleKnn, jaccardKnn, mutualKnn } from './shared-neighbours.js';

/** The measures of nearest neighbours by name. */
export const neighbourMeasures = {
  'jaccard-knn': jaccardKnn,
  'mutual-knn': mutualKnn,
  'cycle-knn': cycleKnn,
  'rank-knn': rankKnn,
  'lcs-knn': lcsKnn,
  'edit-distance-knn': editDistanceKnn,
  'second-order-cosine': secondOrderCosine,
  cknna,
} as const satisfies Readonly<Record<string, Measure>>;
