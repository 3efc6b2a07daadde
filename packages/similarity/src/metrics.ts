import { buresMeasures } from './bures/measures.js';
import { ccaMeasures } from './cca/measures.js';
import { ckaMeasures } from './cka/measures.js';
import { dynamicsMeasures } from './dynamics/measures.js';
import { gromovWassersteinMeasures } from './gromov-wasserstein/measures.js';
import { matchingMeasures } from './matching/measures.js';
import { neighbourMeasures } from './neighbours/measures.js';
import { regressionMeasures } from './regression/measures.js';
import { riemannianMeasures } from './riemannian/measures.js';
import { rsaMeasures } from './rsa/measures.js';
import { shapeMeasures } from './shape/measures.js';
import { statisticsMeasures } from './statistics/measures.js';
import { stochasticMeasures } from './stochastic/measures.js';
import { subspaceMeasures } from './subspace/measures.js';
import { topologyMeasures } from './topology/measures.js';
import type { Measure } from './types.js';

/** Every measure by the name that settings files use, each with its default options. A family adds its own table here. */
export const metrics = {
  ...shapeMeasures,
  ...matchingMeasures,
  ...ckaMeasures,
  ...ccaMeasures,
  ...neighbourMeasures,
  ...statisticsMeasures,
  ...subspaceMeasures,
  ...topologyMeasures,
  ...gromovWassersteinMeasures,
  ...regressionMeasures,
  ...buresMeasures,
  ...riemannianMeasures,
  ...dynamicsMeasures,
  ...rsaMeasures,
  ...stochasticMeasures,
} as const satisfies Readonly<Record<string, Measure>>;
