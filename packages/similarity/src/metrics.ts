import { buresMeasures } from './bures/measures.js';
import { ccaMeasures } from './cca/measures.js';
import { ckaMeasures } from './cka/measures.js';
import { riemannianMeasures } from './riemannian/measures.js';
import { shapeMeasures } from './shape/measures.js';
import type { Measure } from './types.js';

/** Every measure by the name that settings files use, each with its default options. A family adds its own table here. */
export const metrics = {
  ...shapeMeasures,
  ...ckaMeasures,
  ...ccaMeasures,
  ...buresMeasures,
  ...riemannianMeasures,
} as const satisfies Readonly<Record<string, Measure>>;
