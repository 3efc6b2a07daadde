import type { Measure } from '../types.js';
import { eigenspaceOverlap } from './eigenspace-overlap.js';
import { gulp } from './gulp.js';
import { maximumMatch } from './maximum-match.js';

/** The measures of what units span, by name. */
export const subspaceMeasures = {
  gulp,
  'eigenspace-overlap': eigenspaceOverlap,
  'maximum-match': maximumMatch,
} as const satisfies Readonly<Record<string, Measure>>;
