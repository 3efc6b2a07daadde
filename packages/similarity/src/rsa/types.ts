import type { MatrixInput } from '@lrsim/core';

/** What names a condition or a run. */
export type Label = number | string;

/** A representational dissimilarity matrix: one dissimilarity for each pair of conditions, condensed. */
export interface Rdm {
  /** How many conditions n. */
  readonly conditions: number;
  /** The n (n - 1) / 2 dissimilarities of the upper triangle, row by row; NaN where a pair was not measured. */
  readonly values: Float64Array;
  /** What the conditions are called, in order, where that is known. */
  readonly labels?: readonly Label[];
}

/** An RDM, or its condensed upper triangle alone. */
export type RdmInput = Rdm | ArrayLike<number>;

/** How dissimilar two patterns a and b of p channels are. */
export type RdmKind =
  /** |a - b|^2 / p */
  | 'squared-euclidean'
  /** |a - b| */
  | 'euclidean'
  /** 1 - Pearson correlation over channels */
  | 'correlation'
  /** 1 - cosine */
  | 'cosine'
  /** 1 - exp(-|a - b|^2 / m), m the mean of |a - b|^2 over all ordered pairs, each pattern with itself included */
  | 'gaussian'
  /** (a - b)' S (a - b) / p, S the precision (inverse covariance) of the channels' noise */
  | 'mahalanobis'
  /** Symmetrised Kullback-Leibler divergence of Poisson rates: sum (a - b)(log a - log b) / p */
  | 'poisson';

/** Options of the Poisson dissimilarities. */
export interface PoissonOptions {
  /** Rate of the prior (default 1). A rate m becomes (m + w rate) / (1 + w), which keeps its logarithm finite. */
  readonly priorRate?: number;
  /** Weight w of the prior, in trials (default 0.1). */
  readonly priorWeight?: number;
}

/** Options of `rdm`. */
export interface RdmOptions extends PoissonOptions {
  /** Which dissimilarity (default `squared-euclidean`). */
  readonly kind?: RdmKind;
  /** The condition of each row: rows of one condition are averaged first. Default: every row is a condition. */
  readonly conditions?: ArrayLike<Label>;
  /** The PRECISION (inverse covariance) of the channels' noise, channels x channels, for `mahalanobis`. */
  readonly precision?: MatrixInput;
  /** Whether to subtract each pattern's mean over channels first (default false). */
  readonly removeMean?: boolean;
}

/** The condition and the run of each trial. */
export interface Design {
  /** The condition of each trial. */
  readonly conditions: ArrayLike<Label>;
  /** The run of each trial. Default: a condition's first trial is of run 0, its second of run 1, and so on. */
  readonly runs?: ArrayLike<Label>;
}

/** One precision for all runs, or one for each run in ascending order of the run's label. */
export type RunPrecision = MatrixInput | { readonly perRun: readonly MatrixInput[] };

/** Options of `crossnobisRdm`. */
export interface CrossnobisOptions extends Design {
  /** The PRECISION (inverse covariance) of the channels' noise (default: identity). */
  readonly precision?: RunPrecision;
  /** Whether to subtract each pattern's mean over channels first (default false). */
  readonly removeMean?: boolean;
}

/** Options of `unbalancedRdm`. */
export interface UnbalancedOptions extends Design, PoissonOptions {
  readonly kind?: 'squared-euclidean' | 'correlation' | 'mahalanobis' | 'poisson';
  /** Whether only pairs of trials from different runs count, which takes the noise's bias out (default: if runs are given). */
  readonly crossValidated?: boolean;
  /** Whether a pair of trials counts by its `number` of channels measured in both (default), or pairs count `equal`ly. */
  readonly weighting?: 'number' | 'equal';
  /** As in `crossnobisRdm`, for `mahalanobis`; without it that is `squared-euclidean`. */
  readonly precision?: RunPrecision;
}

/** How a noise covariance is estimated. */
export type NoiseEstimator =
  /** The sample covariance. */
  | 'full'
  /** The variances alone. */
  | 'diagonal'
  /** Shrunk towards a multiple of the identity (Ledoit & Wolf 2004). */
  | 'shrinkage-eye'
  /** Shrunk towards its diagonal (Schaefer & Strimmer 2005). */
  | 'shrinkage-diagonal';

/** How two RDMs are compared. */
export type RdmComparison =
  | 'cosine'
  | 'pearson'
  | 'spearman'
  | 'rho-a'
  | 'tau-a'
  | 'tau-b'
  | 'whitened-cosine'
  | 'whitened-pearson'
  | 'bures'
  | 'squared-bures-distance'
  | 'negative-riemannian'
  | 'euclidean';

/** Options of `compareRdms`. */
export interface CompareRdmsOptions extends WhiteningOptions {
  /** How the two are compared (default `cosine`). */
  readonly compare?: RdmComparison;
}

/** What the whitened comparisons and `negative-riemannian` take the noise of the dissimilarities from. */
export interface WhiteningOptions {
  /**
   * Covariance of the noise between conditions (sigma_k): a matrix, or a list of variances for a diagonal one, which gives
   * what that diagonal matrix gives (default: identity).
   */
  readonly conditionCovariance?: MatrixInput | ArrayLike<number>;
  /** For whitening that depends on the signal: the true second moment of the patterns, conditions x conditions, and the
   * number of runs (Diedrichsen et al. 2020, arXiv 2007.02789). */
  readonly signal?: { readonly secondMoment: MatrixInput; readonly runs: number };
}

/** Transforms of dissimilarities: see `transformRdm`. */
export type RdmTransform = 'rank' | 'sqrt' | 'positive' | 'minmax' | 'geotopological' | 'geodesic';

/** Options of `transformRdm`. */
export interface TransformOptions {
  /** Quantile up to which `geotopological` gives 0 (default 0.2). */
  readonly lower?: number;
  /** Quantile from which `geotopological` gives 1 (default 0.8). */
  readonly upper?: number;
}

/** Options of `rescaleRdms`. */
export interface RescaleOptions {
  /** What a dissimilarity weighs: its square but at least 0.04 (`evidence`, default), 1 / the number measured of its RDM, or 1. */
  readonly weights?: 'evidence' | 'setsize' | 'simple';
  /** The squared change of the mean below which to stop (default 1e-8). */
  readonly threshold?: number;
}

/** Options of `rsa`. */
export interface RsaOptions extends WhiteningOptions, Omit<RdmOptions, 'kind'> {
  /** Which dissimilarity of two samples (default `squared-euclidean`). */
  readonly rdm?: RdmKind;
  /** How the two RDMs are compared (default `spearman` in `rsa`). */
  readonly compare?: RdmComparison;
}

/** Options of `rdmMovie`. */
export interface RdmMovieOptions extends RdmOptions {
  /** The time points of each bin, whose mean patterns are taken (default: each time point is a bin). */
  readonly bins?: readonly (readonly number[])[];
}
