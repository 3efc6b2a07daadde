import type { MatrixInput } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { cknna, cknnaParts } from './cknna.js';
import { editDistanceKnn, lcsKnn, rankKnn } from './ordered-neighbours.js';
import { secondOrderCosine } from './second-order-cosine.js';
import { cycleKnn, jaccardKnn, mutualKnn } from './shared-neighbours.js';
import type { NeighbourOptions } from './types.js';

/** What platonic adds to the denominator of CKNNA. */
const PLATONIC_OFFSET = 1e-6;

type Compatible = (x: MatrixInput, y: MatrixInput, options?: Pick<NeighbourOptions, 'k'>) => number;

/** Neighbours as resi finds them: by cosine, the first of k + 1 taken for the sample itself. */
const resi =
  (measure: (x: MatrixInput, y: MatrixInput, options: NeighbourOptions) => number): Compatible =>
  (x, y, { k = 10 } = {}) =>
    measure(x, y, { k, similarity: 'cosine', self: 'drop-first' });

/** Neighbours as platonic finds them: by inner products of the data as they are. */
const platonic =
  (measure: (x: MatrixInput, y: MatrixInput, options: NeighbourOptions) => number): Compatible =>
  (x, y, { k = 10 } = {}) =>
    measure(x, y, { k, similarity: 'inner-product' });

/** The measures of nearest neighbours under the names and with the conventions of other libraries. */
export const neighbourCompatibility: Readonly<Record<string, Compatible>> = {
  'resi/JaccardSimilarity': /* @__PURE__ */ resi(jaccardKnn),
  'resi/RankSimilarity': /* @__PURE__ */ resi(rankKnn),
  'resi/SecondOrderCosineSimilarity': /* @__PURE__ */ resi(secondOrderCosine),
  'platonic/cycle_knn': /* @__PURE__ */ platonic(cycleKnn),
  'platonic/mutual_knn': /* @__PURE__ */ platonic(mutualKnn),
  'platonic/lcs_knn': /* @__PURE__ */ platonic((x, y, options) => lcsKnn(x, y, options) * (options.k ?? 10)),
  'platonic/edit_distance_knn': /* @__PURE__ */ platonic(editDistanceKnn),
  'platonic/cknna': (x, y, { k = 10 } = {}) => {
    const options = { k, similarity: 'inner-product', centring: 'unbiased' } as const;
    const [a, b] = [cknna.prepare(x, options, 'x'), cknna.prepare(y, options, 'y')];
    checkSameSamples('platonic/cknna', a, b);
    const { xy, xx, yy } = cknnaParts(a, b, 'unbiased');
    return xy / (Math.sqrt(xx * yy) + PLATONIC_OFFSET);
  },
};
