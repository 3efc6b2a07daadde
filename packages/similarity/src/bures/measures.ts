import type { Measure } from '../types.js';
import { alphaProcrustes } from './alpha-procrustes.js';
import { buresDistance, buresDistanceSquared } from './bures-distance.js';
import { nbs, nbsSquared } from './nbs.js';

/** The Bures family by name. */
export const buresMeasures = {
  nbs,
  'nbs-squared': nbsSquared,
  bures: buresDistance,
  'bures-squared': buresDistanceSquared,
  'alpha-procrustes': alphaProcrustes,
} as const satisfies Readonly<Record<string, Measure>>;
