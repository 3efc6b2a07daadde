import type { GoldenTable } from '@lrsim/test-support';
import { procrustes } from '../../src/index.js';

/** The shape metrics of netrep and others. */
export const shapeGolden: GoldenTable = {
  'similarity-repository/OrthogonalProcrustesCenteredAndNormalized': (_, read) =>
    procrustes(read('X'), read('Y'), { score: 'unit-euclidean' }),
};
