import { type MatrixInput, toMatrix } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { angleOfChord } from '../angles.js';
import { dmdEigenvalues } from './dmd/dmd.js';
import { alignOperators } from './dsa/align-operators.js';
import { spectralWasserstein } from './dsa/wasserstein.js';

const chord = (a: MatrixInput, b: MatrixInput): number => {
  const where = 'DSA/SimilarityTransformDist';
  return alignOperators(toMatrix(where, 'a', a), toMatrix(where, 'b', b)).chord;
};

/**
 * Distances of two square operators under the names of the DSA library. Where its search ends on a hill that is
 * not the highest, its value is larger.
 */
export const dynamicsCompatibility: Readonly<Record<string, (a: MatrixInput, b: MatrixInput) => number>> = {
  'DSA/SimilarityTransformDist': (a, b) => angleOfChord(chord(a, b)),
  /** |A - C B C'| of the operators as they are: |.|^2 = (|A| - |B|)^2 + |A| |B| chord^2, under the same best C. */
  'DSA/SimilarityTransformDist-score_method=euclidean'(a, b) {
    const where = 'DSA/SimilarityTransformDist';
    const [x, y] = [frobeniusNorm(toMatrix(where, 'a', a)), frobeniusNorm(toMatrix(where, 'b', b))];
    return Math.hypot(x - y, Math.sqrt(x) * Math.sqrt(y) * chord(a, b));
  },
  /** W2 squared between the eigenvalues. */
  'DSA/SimilarityTransformDist-score_method=wasserstein'(a, b) {
    const where = 'DSA/SimilarityTransformDist';
    const [x, y] = [
      dmdEigenvalues({ operator: toMatrix(where, 'a', a) }),
      dmdEigenvalues({ operator: toMatrix(where, 'b', b) }),
    ];
    return spectralWasserstein(x, y, { squared: true });
  },
};
