/** What makes one sample a neighbour of another. */
export type NeighbourSimilarity = 'cosine' | 'euclidean' | 'inner-product';

/** How the nearest neighbours of each sample are chosen. */
export interface NeighbourOptions {
  /** Neighbours of each sample, at most the other samples (default 10). */
  readonly k?: number;
  /**
   * - `cosine` (default): largest cosine first; a sample of zeros has the cosine 0 with all others.
   * - `euclidean`: smallest distance first.
   * - `inner-product`: largest inner product first; long samples are neighbours of many.
   */
  readonly similarity?: NeighbourSimilarity;
  /** Whether each unit's mean is removed first (default false, as resi and platonic have it). */
  readonly centre?: boolean;
  /**
   * - `exclude` (default): no sample is its own neighbour.
   * - `drop-first`: the first of k + 1 neighbours is dropped, whoever it is. The same but for samples that another one
   *   equals or, for inner products, exceeds.
   */
  readonly self?: 'exclude' | 'drop-first';
  /**
   * Which of equally near samples comes first, those that differ by no more than rounding included: the one with the
   * lower index (default) or the higher.
   */
  readonly ties?: 'lower-index' | 'higher-index';
}

/** Options of `secondOrderCosine`. */
export interface SecondOrderOptions extends NeighbourOptions {
  /**
   * What is compared of a sample and its neighbours: their cosine distances (default, as resi has it) or their cosines, as
   * first published.
   */
  readonly profile?: 'distances' | 'cosines';
}

/** Options of `cknna`. */
export interface CknnaOptions extends Omit<NeighbourOptions, 'similarity'> {
  /** The kernel, which also chooses the neighbours (default `inner-product`). */
  readonly similarity?: Exclude<NeighbourSimilarity, 'euclidean'>;
  /**
   * - `rows` (default): each kernel value minus the mean of its row, summed over shared neighbours: the published equation,
   *   bounded by 1.
   * - `unbiased`: the unbiased HSIC of the kernels with all but shared neighbours set to 0: the authors' program, not
   *   bounded.
   */
  readonly centring?: 'rows' | 'unbiased';
}
