/** A feature of a filtration: the scales at which it appears and disappears. */
export interface Bar {
  readonly birth: number;
  /** Infinity for a feature that stays. */
  readonly death: number;
}

/** Persistent homology with coefficients in Z/2; bars of length 0 are left out, the longest comes first. */
export interface Barcodes {
  /** Connected components; one bar stays. */
  readonly h0: readonly Bar[];
  /** Loops; empty where only dimension 0 was asked for. */
  readonly h1: readonly Bar[];
}

/** Options of the Vietoris-Rips barcodes. */
export interface RipsOptions {
  /** Up to which homology (default 1). Components alone cost far less. */
  readonly dimension?: 0 | 1;
  /**
   * Longest edge of the complex; features alive there get an infinite death. Default: none, which costs no more than the
   * smallest distance within which some sample has all others, since beyond it nothing changes.
   */
  readonly maxEdge?: number;
  /** Most edges that loops are computed of (default 250 000: 700 samples, or more where edges are long). */
  readonly maxEdges?: number;
}

/** Options of `barcodeDistance`. */
export interface BarcodeDistanceOptions extends Pick<RipsOptions, 'maxEdge' | 'maxEdges'> {
  /** 1 for loops (default), 0 for components. */
  readonly dimension?: 0 | 1;
  /** Infinity for the bottleneck distance (default), a number of at least 1 for the Wasserstein distance of that order. */
  readonly order?: number;
}

/** Options of `rtd` and `crossBarcode`. */
export interface RtdOptions {
  /** What distances are divided by: their 0.9 quantile (default), median or mean, over all pairs both ways and the diagonal. */
  readonly normalise?: 'quantile' | 'median' | 'mean' | 'none';
}

/** Options of `rtd` beside. */
export interface RtdSampleOptions extends RtdOptions {
  /** More samples than this are compared in random subsets of this size (default 200). */
  readonly batch?: number;
  /** How many subsets are averaged (default 10). */
  readonly trials?: number;
  /** Of the random subsets (default 0). */
  readonly seed?: number | string;
}

/** Options of `imd`. */
export interface ImdOptions {
  /** Neighbours of each sample in the graph (default 5). */
  readonly k?: number;
  /**
   * What the heat kernel trace is divided by: that of a graph without edges, the number of samples (`empty`, default), or that
   * of the complete graph.
   */
  readonly normalise?: 'empty' | 'complete' | 'none';
  /** Number of times, spaced evenly in the logarithm from 0.1 to 10 (default 256). */
  readonly times?: number;
}

/** Options of `geometryScore` and `relativeLivingTimes`. */
export interface GeometryScoreOptions {
  /** Landmarks drawn of the samples (default 64, or half of the samples where these are fewer). */
  readonly landmarks?: number;
  /** Largest relaxation of the witness complex over the largest distance of a sample to a landmark (default 1/128). */
  readonly gamma?: number;
  /** Times that landmarks are drawn (default 100). */
  readonly repeats?: number;
  /** Largest number of loops that is told apart from none, plus one (default 100). */
  readonly maxLoops?: number;
  /** Of the landmarks (default 0). */
  readonly seed?: number | string;
}
