import { defineNeighbourMeasure, meanOverSamples, sharedCount } from './define-neighbour-measure.js';

/**
 * Rank similarity of nearest neighbours: over the shared neighbours, 2 / ((1 + |r - s|) (r + s)) for their ranks r and s,
 * relative to what equal ranks from 1 on would give, averaged over samples. Near neighbours count most.
 *
 * 1 where all neighbours are shared in the same order; a sample that shares none counts 0.
 *
 * @throws ArgumentError for different numbers of samples, fewer than k + 1, no variance, NaN, or an unknown option.
 */
export const rankKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'rank-knn',
  source: 'Wang et al. 2020 (arXiv 2003.01227); Klabunde et al. 2023 (arXiv 2305.06329)',
  compare: (x, y) =>
    meanOverSamples(x, y, (ranks) => {
      let [score, best, shared] = [0, 0, 0];
      ranks.forEach((s, at) => {
        if (s === 0) return;
        const r = at + 1;
        score += 2 / ((1 + Math.abs(r - s)) * (r + s));
        best += 1 / ++shared;
      });
      return shared === 0 ? 0 : score / best;
    }),
});

/**
 * Longest common subsequence of the two lists of k nearest neighbours, nearest first, over k, averaged over samples.
 *
 * Platonic's value is its length, k times as much.
 *
 * @throws ArgumentError as `rankKnn` does.
 */
export const lcsKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'lcs-knn',
  source: "Huh, Cheung, Wang & Isola 2024 (arXiv 2405.07987), the authors' program, over k",
  compare: (x, y) => meanOverSamples(x, y, (ranks) => longestIncreasing(ranks) / ranks.length),
});

/**
 * 1 - the edit distance of the two lists of k nearest neighbours (insertions, deletions and replacements) over k, averaged
 * over samples.
 *
 * @throws ArgumentError as `rankKnn` does.
 */
export const editDistanceKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'edit-distance-knn',
  source: "Huh, Cheung, Wang & Isola 2024 (arXiv 2405.07987), the authors' program",
  compare: (x, y) =>
    meanOverSamples(x, y, (ranks) => (sharedCount(ranks) === 0 ? 0 : 1 - editDistance(ranks) / ranks.length)),
});

/** The common subsequence of two lists without repetition: the longest run of increasing ranks among the positive ones. */
function longestIncreasing(ranks: Int32Array): number {
  const tails: number[] = [];
  for (const rank of ranks) {
    if (rank === 0) continue;
    const at = tails.findIndex((tail) => tail >= rank);
    tails[at < 0 ? tails.length : at] = rank;
  }
  return tails.length;
}

/** Levenshtein distance between the list with the given ranks in another list and that other list: 1, 2, ... k. */
function editDistance(ranks: Int32Array): number {
  const k = ranks.length;
  const row = Int32Array.from({ length: k + 1 }, (_, j) => j);
  for (let i = 1; i <= k; i++) {
    let diagonal = row[0];
    row[0] = i;
    for (let j = 1; j <= k; j++) {
      const replaced = diagonal + (ranks[i - 1] === j ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, row[j] + 1, row[j - 1] + 1);
    }
  }
  return row[k];
}
