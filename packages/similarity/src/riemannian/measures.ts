import type { Measure } from '../types.js';
import { affineInvariant, logEuclidean } from './gram-distances.js';

/** The Riemannian distances by name. */
export const riemannianMeasures = {
  'affine-invariant': affineInvariant,
  'log-euclidean': logEuclidean,
} as const satisfies Readonly<Record<string, Measure>>;
