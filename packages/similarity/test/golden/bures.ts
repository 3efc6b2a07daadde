import type { GoldenTable } from '@lrsim/test-support';
import { buresCompatibility, buresDistance, buresDistanceSquared, nbs } from '../../src/index.js';

const identity = (size: number) => ({
  data: Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
  shape: [size, size],
});

const diffscore: GoldenTable = Object.fromEntries(
  ['nbs', 'nbs-squared', 'nbs-angular', 'nbs-angular-score', 'kernel=linear-similarity=bures-score'].map((name) => [
    `diffscore/diffscore:${name}`,
    (_, read) => buresCompatibility[`diffscore/${name}`](read('X'), read('Y')),
  ]),
);

/** Bures distances and similarities of nn_similarity_index, netrep and diffscore. */
export const buresGolden: GoldenTable = {
  'similarity-repository/nbs': (_, read) => nbs(read('X'), read('Y')),
  'similarity-repository/bures_distance': (_, read) => buresDistance(read('X'), read('Y')),
  'oracle/nbs': (_, read) => nbs(read('X'), read('Y')),
  'oracle/bures_distance_sq': (_, read) => buresDistanceSquared(read('X'), read('Y')),
  'netrep/sq_bures'({ inputs }, read) {
    const a = read('A');
    return buresCompatibility['netrep/sq_bures_metric'](a, inputs.B === 'I' ? identity(a.shape[0]) : read('B'));
  },
  ...diffscore,
};
