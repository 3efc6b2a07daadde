import type { Measure } from '../types.js';
import { angularCka, ckaDistance, linearCka } from './linear-cka.js';

/** The CKA family by name. */
export const ckaMeasures = {
  cka: ckaDistance,
  'cka-similarity': linearCka,
  'angular-cka': angularCka,
} as const satisfies Readonly<Record<string, Measure>>;
