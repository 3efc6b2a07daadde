import type { GoldenTable } from '@lrsim/test-support';
import { riemannianCompatibility } from '../../src/index.js';

/** The affine-invariant distances of repsim. */
export const riemannianGolden: GoldenTable = {
  'repsim/affine_invariant_gram'({ options }, read) {
    const kernel = options.kernel === 'linear' ? 'linear' : 'squared-exponential';
    const settings = { kernel, lengthScale: 2, eps: options.eps } as const;
    return riemannianCompatibility['repsim/AffineInvariantRiemannian'](read('X'), read('Y'), settings);
  },
  'repsim/affine_invariant_cov': ({ options }, read) =>
    riemannianCompatibility['repsim/AffineInvariantRiemannian, cov'](read('X'), read('Y'), { eps: options.eps }),
};
