import type { Measure } from '../types.js';
import { gromovWasserstein } from './gromov-wasserstein.js';

/** The Gromov-Wasserstein distance by name. */
export const gromovWassersteinMeasures = {
  'gromov-wasserstein': gromovWasserstein,
} as const satisfies Readonly<Record<string, Measure>>;
