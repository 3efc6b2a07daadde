import type { Measure } from '../types.js';
import { alignedCosine } from './aligned-cosine.js';
import { hardCorrelationMatch, softCorrelationMatch } from './correlation-match.js';
import { softMatching, softMatchingCorrelation } from './soft-matching.js';

/** Measures that match single units, by name. */
export const matchingMeasures = {
  'hard-correlation-match': hardCorrelationMatch,
  'soft-correlation-match': softCorrelationMatch,
  'soft-matching': softMatching,
  'soft-matching-correlation': softMatchingCorrelation,
  'aligned-cosine': alignedCosine,
} as const satisfies Readonly<Record<string, Measure>>;
