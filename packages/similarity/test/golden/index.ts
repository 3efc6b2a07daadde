import type { GoldenTable } from '@lrsim/test-support';
import { buresGolden } from './bures.js';
import { ccaGolden } from './cca.js';
import { ckaGolden } from './cka.js';
import { dynamicsGolden } from './dynamics.js';
import { matchingGolden } from './matching.js';
import { neighboursGolden } from './neighbours.js';
import { regressionGolden } from './regression.js';
import { riemannianGolden } from './riemannian.js';
import { rsaGolden } from './rsa.js';
import { rsaInferenceGolden } from './rsa-inference.js';
import { shapeGolden } from './shape.js';
import { statisticsGolden } from './statistics.js';
import { stochasticGolden } from './stochastic.js';

/** Every golden table of this package, by family. */
export const goldenTables: Readonly<Record<string, GoldenTable>> = {
  bures: buresGolden,
  cca: ccaGolden,
  cka: ckaGolden,
  dynamics: dynamicsGolden,
  matching: matchingGolden,
  neighbours: neighboursGolden,
  regression: regressionGolden,
  riemannian: riemannianGolden,
  rsa: rsaGolden,
  'rsa inference': rsaInferenceGolden,
  shape: shapeGolden,
  statistics: statisticsGolden,
  stochastic: stochasticGolden,
};
