import { pearsonRsa, rsa, whitenedRsa } from './rsa.js';

/** Representational similarity analysis by name. */
export const rsaMeasures = {
  rsa,
  'pearson-rsa': pearsonRsa,
  'whitened-rsa': whitenedRsa,
} as const;
