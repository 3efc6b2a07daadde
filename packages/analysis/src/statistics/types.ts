import type { Rng } from '@lrsim/core';

/** A group by its mean, standard deviation and number of values, as tables print it. */
export interface GroupSummary {
  readonly mean: number;
  readonly sd: number;
  readonly count: number;
  /** 0 where `sd` is the population SD, 1 where it is the sample SD. Default 0, as in `meanAndSd`. */
  readonly ddof?: 0 | 1;
}

/** A group of values, or its summary. */
export type Group = ArrayLike<number> | GroupSummary;

/** Which difference counts as evidence: either, a mean above the reference, or one below it. */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** Options of a t test. */
export interface TTestOptions {
  /** Default 'two-sided'. */
  readonly alternative?: Alternative;
  /** Confidence level of the interval. Default 0.95. */
  readonly confidence?: number;
}

/** Options of a t test of two groups. */
export interface UnpairedTTestOptions extends TTestOptions {
  /** Student's test of groups with equal variances, or Welch's. Default 'equal'. */
  readonly variances?: 'equal' | 'unequal';
}

/** What a t test finds. */
export interface TTest {
  readonly t: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** The difference of the means, or of the mean from its hypothetical value. */
  readonly difference: number;
  readonly standardError: number;
  /** Two-sided, whatever the alternative. */
  readonly interval: readonly [lower: number, upper: number];
}

/** How p values of many tests are adjusted. */
export type Correction = 'bonferroni' | 'holm' | 'hochberg' | 'benjamini-hochberg' | 'benjamini-yekutieli';

/** Options of `permutationTest`. */
export interface PermutationTestOptions {
  readonly alternative?: Alternative;
  /** Values of a and b at the same position belong together: signs are flipped, not groups. Default false. */
  readonly paired?: boolean;
  /** Random relabellings, where all would be more. Default 9999. */
  readonly permutations?: number;
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** What a permutation test finds. */
export interface PermutationTest {
  /** Mean of a minus mean of b. */
  readonly difference: number;
  readonly pValue: number;
  /** Relabellings that were looked at, the observed one included where all were. */
  readonly permutations: number;
  /** Whether these were all there are. */
  readonly exact: boolean;
}

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions {
  /** Of the values drawn. Default the mean. */
  readonly statistic?: (values: Float64Array) => number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 9999. */
  readonly samples?: number;
  /** Quantiles of the drawn statistics, or those reflected at the observed one. Default 'percentile'. */
  readonly method?: 'percentile' | 'basic';
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** A bootstrap confidence interval. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly interval: readonly [lower: number, upper: number];
  /** Standard deviation of the drawn statistics. */
  readonly standardError: number;
}

/** How a difference of means is scaled. */
export type EffectSizeKind = 'cohen-d' | 'hedges-g' | 'glass-delta' | 'paired';
