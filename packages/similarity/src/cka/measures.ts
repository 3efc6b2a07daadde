import { hsic } from './hsic.js';
import { langeCka, laplaceCka, rbfCka, unbiasedCka } from './kernel-cka.js';
import { angularCka, ckaDistance, linearCka } from './linear-cka.js';
import { minibatchCka } from './minibatch-cka.js';

/** The CKA family by name. */
export const ckaMeasures = {
  cka: ckaDistance,
  'cka-similarity': linearCka,
  'angular-cka': angularCka,
  'unbiased-cka': unbiasedCka,
  'lange-cka': langeCka,
  'rbf-cka': rbfCka,
  'laplace-cka': laplaceCka,
  'minibatch-cka': minibatchCka,
  hsic,
} as const;
