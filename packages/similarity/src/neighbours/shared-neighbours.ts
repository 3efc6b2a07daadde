import { defineNeighbourMeasure, meanOverSamples, sharedCount } from './define-neighbour-measure.js';

/**
 * Jaccard similarity of nearest neighbours: what the two sets of k neighbours share over their union, averaged over samples.
 *
 * 1 where all neighbours are shared, 0 where none is. Defaults (10 neighbours by cosine, nothing centred) are those of resi.
 *
 * @throws ArgumentError for different numbers of samples, fewer than k + 1, no variance, NaN, or an unknown option.
 */
export const jaccardKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'jaccard-knn',
  source: 'Wang et al. 2020 (arXiv 2003.01227); Klabunde et al. 2023 (arXiv 2305.06329)',
  compare: (x, y) =>
    meanOverSamples(x, y, (ranks) => {
      const shared = sharedCount(ranks);
      return shared / (2 * ranks.length - shared);
    }),
});

/**
 * Mutual nearest neighbours: the part of each sample's k neighbours in one representation that are its neighbours in the
 * other, averaged over samples.
 *
 * @throws ArgumentError as `jaccardKnn` does.
 */
export const mutualKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'mutual-knn',
  source: 'Huh, Cheung, Wang & Isola 2024 (arXiv 2405.07987)',
  compare: (x, y) => meanOverSamples(x, y, (ranks) => sharedCount(ranks) / ranks.length),
});

/**
 * Cycle consistency of nearest neighbours: the part of the samples that are among the neighbours in x of one of their own
 * neighbours in y. Not symmetric; for equal data it is the part of the samples with a reciprocated neighbour, not 1.
 *
 * @throws ArgumentError as `jaccardKnn` does.
 */
export const cycleKnn = /* @__PURE__ */ defineNeighbourMeasure({
  name: 'cycle-knn',
  symmetric: false,
  source: "Huh, Cheung, Wang & Isola 2024 (arXiv 2405.07987), the authors' program",
  compare(x, y) {
    const { k } = x;
    const samples = x.matrix.rows;
    let closed = 0;
    for (let i = 0; i < samples; i++)
      if (y.lists.subarray(i * k, (i + 1) * k).some((j) => x.lists.subarray(j * k, (j + 1) * k).includes(i))) closed++;
    return closed / samples;
  },
});
