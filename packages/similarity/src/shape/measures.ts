import type { Measure } from '../types.js';
import { permutationProcrustes } from './permutation-procrustes.js';
import { procrustes, procrustesEuclidean } from './procrustes.js';
import { shapeMetric } from './shape-metric.js';

/** The shape metrics by name. */
export const shapeMeasures = {
  procrustes,
  'procrustes-euclidean': procrustesEuclidean,
  shape: shapeMetric,
  permutation: permutationProcrustes,
} as const satisfies Readonly<Record<string, Measure>>;
