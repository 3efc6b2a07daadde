import type { MatrixInput } from '@lrsim/core';
import { angleOfChord } from '../angles.js';
import { buresDistance } from './bures-distance.js';
import { chordOf, gramFactor } from './factor.js';
import { buresDistanceOfKernels } from './kernels.js';
import { nbs, nbsSquared } from './nbs.js';

/** The angle of the normalised Bures similarity, 0 to pi/2. */
function nbsAngle(x: MatrixInput, y: MatrixInput): number {
  const where = 'nbs-angular';
  return angleOfChord(chordOf(where, gramFactor(x, {}, where, 'x'), gramFactor(y, {}, where, 'y')));
}

/** The Bures family under the names of other libraries, with their conventions. */
export const buresCompatibility: Readonly<Record<string, (x: MatrixInput, y: MatrixInput) => number>> = {
  'nn_similarity_index/nbs': (x, y) => nbs(x, y),
  'nn_similarity_index/bures_distance': (x, y) => buresDistance(x, y),
  /** Of two covariance matrices. */
  'netrep/sq_bures_metric': (a, b) => buresDistanceOfKernels(a, b, { squared: true }),
  'diffscore/nbs': (x, y) => nbs(x, y),
  'diffscore/nbs-squared': (x, y) => nbsSquared(x, y),
  'diffscore/nbs-angular': nbsAngle,
  'diffscore/nbs-angular-score': (x, y) => 1 - (2 / Math.PI) * nbsAngle(x, y),
  /** Of Gram matrices that are not centred. */
  'diffscore/kernel=linear-similarity=bures-score': (x, y) => nbs(x, y, { centre: false }),
};
