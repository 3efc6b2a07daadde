import type { GoldenMeasure, GoldenTable } from '@lrsim/test-support';
import { neighbourCompatibility } from '../../src/index.js';

const neighbours =
  (name: string): GoldenMeasure =>
  ({ options }, read) =>
    neighbourCompatibility[name](read('X'), read('Y'), { k: options.k ?? options.topk });

/** The measures of nearest neighbours of resi and platonic. */
export const neighboursGolden: GoldenTable = {
  'similarity-repository/JaccardSimilarity': neighbours('resi/JaccardSimilarity'),
  'similarity-repository/RankSimilarity': neighbours('resi/RankSimilarity'),
  'similarity-repository/SecondOrderCosineSimilarity': neighbours('resi/SecondOrderCosineSimilarity'),
  'similarity-repository/platonic_cycle_knn': neighbours('platonic/cycle_knn'),
  'similarity-repository/platonic_mutual_knn': neighbours('platonic/mutual_knn'),
  'similarity-repository/platonic_lcs_knn': neighbours('platonic/lcs_knn'),
  'similarity-repository/platonic_edit_distance_knn': neighbours('platonic/edit_distance_knn'),
  'similarity-repository/platonic_cknna': neighbours('platonic/cknna'),
};
