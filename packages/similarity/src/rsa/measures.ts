import { euclideanRsa, rsa, whitenedRsa } from './rsa.js';

/** Representational similarity analysis by name. */
export const rsaMeasures = {
  rsa,
  'euclidean-rsa': euclideanRsa,
  'whitened-rsa': whitenedRsa,
} as const;
