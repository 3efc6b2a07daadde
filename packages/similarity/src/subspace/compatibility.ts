import type { MatrixInput } from '@lrsim/core';
import { eigenspaceOverlap } from './eigenspace-overlap.js';
import { gulp } from './gulp.js';
import { maximumMatch } from './maximum-match.js';

/** The measures of what units span under the names and with the conventions of other libraries. */
export const subspaceCompatibility: Readonly<Record<string, (x: MatrixInput, y: MatrixInput) => number>> = {
  'resi/Gulp': (x, y) => gulp(x, y, { squared: true }),
  'resi/EigenspaceOverlapScore': (x, y) => eigenspaceOverlap(x, y),
  'subspacematch/max_match': (x, y) => maximumMatch(x, y),
};
