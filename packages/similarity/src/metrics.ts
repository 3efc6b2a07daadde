import type { Metric } from '@lrsim/core';
import { ccaDistance } from './cca-distance.js';
import { angularCka, ckaDistance, linearCka } from './linear-cka.js';
import { procrustes, procrustesEuclidean } from './procrustes.js';

/** Every metric by the name that settings files use, each with its default options. A new metric is one line. */
export const metrics = {
  procrustes,
  'procrustes-euclidean': procrustesEuclidean,
  cka: ckaDistance,
  'cka-similarity': linearCka,
  'angular-cka': angularCka,
  cca: ccaDistance,
} as const satisfies Readonly<Record<string, Metric<never>>>;
