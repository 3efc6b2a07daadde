import { buresCompatibility } from './bures/compatibility.js';
import { ccaCompatibility } from './cca/compatibility.js';
import { ckaCompatibility } from './cka/compatibility.js';
import { neighbourCompatibility } from './neighbours/compatibility.js';
import { regressionCompatibility } from './regression/compatibility.js';
import { riemannianCompatibility } from './riemannian/compatibility.js';
import { rsaCompatibility } from './rsa/compatibility.js';
import { shapeCompatibility } from './shape/compatibility.js';
import { statisticsCompatibility } from './statistics/compatibility.js';
import { subspaceCompatibility } from './subspace/compatibility.js';
import type { CompatibleMeasures } from './types.js';

/**
 * Measures under the names of other libraries, 'library/name', with their conventions and their options' names: what the same
 * call returns there, odd conventions included.
 */
export const compatibleMeasures: CompatibleMeasures = {
  ...buresCompatibility,
  ...ccaCompatibility,
  ...ckaCompatibility,
  ...neighbourCompatibility,
  ...regressionCompatibility,
  ...riemannianCompatibility,
  ...rsaCompatibility,
  ...shapeCompatibility,
  ...statisticsCompatibility,
  ...subspaceCompatibility,
};
