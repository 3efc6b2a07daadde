import type { MatrixInput } from '@lrsim/core';
import { affineInvariant } from './gram-distances.js';
import { affineInvariantOfCovariances } from './matrix-distances.js';
import type { RiemannianOptions } from './types.js';

/** What repsim's metric is told: `eps` is added to the diagonal (default 0). */
export interface RepsimRiemannianOptions extends Pick<RiemannianOptions, 'kernel' | 'lengthScale'> {
  readonly eps?: number;
}

/** The Riemannian distances under the names of other libraries, with their conventions. */
export const riemannianCompatibility: Readonly<
  Record<string, (x: MatrixInput, y: MatrixInput, options?: RepsimRiemannianOptions) => number>
> = {
  'repsim/AffineInvariantRiemannian': (x, y, { eps = 0, ...options } = {}) =>
    affineInvariant(x, y, { ...options, ridge: eps, shrinkage: 0 }),
  'repsim/AffineInvariantRiemannian, cov': (x, y, { eps = 0 } = {}) =>
    affineInvariantOfCovariances(x, y, { ridge: eps }),
};
