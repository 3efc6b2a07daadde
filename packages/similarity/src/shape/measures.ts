import type { Measure } from '../types.js';
import { procrustes, procrustesEuclidean } from './procrustes.js';

/** The shape metrics by name. */
export const shapeMeasures = {
  procrustes,
  'procrustes-euclidean': procrustesEuclidean,
} as const satisfies Readonly<Record<string, Measure>>;
