import type { Matrix, MatrixInput } from '@lrsim/core';

/** How far a comparison of many representations is. */
export interface PairwiseProgress {
  readonly done: number;
  readonly total: number;
  /** The values so far, NaN where one is still to come. Handed back as `known`, a stopped comparison goes on from there. */
  readonly values: Matrix;
}

/** Options of comparisons of many representations. */
export interface PairwiseOptions<O> {
  /** The measure's own options. */
  readonly options?: O;
  /** Values that are known already; NaN where one is to be computed. */
  readonly known?: Matrix;
  /** Called as it goes, about ten times a second, and at the end. */
  readonly onProgress?: (progress: PairwiseProgress) => void;
  /** Stops it: the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What is drawn or left out: whole conditions (rows where there are no conditions), or units. */
export type Over = 'conditions' | 'units';

/** Options of `crossValidate`. */
export interface CrossValidationOptions<O> {
  readonly options?: O;
  /** Default 'conditions'. */
  readonly over?: Over;
  /** How many groups; default one for each condition (leave one out), or 2 groups of units. */
  readonly folds?: number;
  /** Deals conditions into folds at random. Without it they are contiguous; units are always dealt at random (default 0). */
  readonly seed?: number | string;
}

/** Values on the samples an alignment was learnt from and on those it was not, one of each per fold. */
export interface CrossValidation {
  readonly train: Float64Array;
  readonly test: Float64Array;
  readonly trainMean: number;
  readonly trainSd: number;
  readonly testMean: number;
  /** Population SD over folds. */
  readonly testSd: number;
}

/** Options of `permutationTest`. */
export interface PermutationTestOptions<O> {
  readonly options?: O;
  /** Shuffles of the conditions of y (default 999). */
  readonly permutations?: number;
  /** Default 0. */
  readonly seed?: number | string;
}

/** The outcome of a permutation test. */
export interface PermutationTest {
  readonly value: number;
  /** Values with the conditions of y shuffled. */
  readonly nullValues: Float64Array;
  /** (1 + shuffles at least as close) / (1 + shuffles): one-sided, for "closer than chance". */
  readonly p: number;
}

/** Options of `bootstrapInterval`. */
export interface BootstrapOptions<O> {
  readonly options?: O;
  /** Default 'conditions', drawn alike for both datasets; 'units' are drawn of each dataset apart. */
  readonly over?: Over;
  /** Default 1000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly confidence?: number;
  /** Default 0. */
  readonly seed?: number | string;
}

/** A percentile interval. */
export interface BootstrapInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Values of the resamples that gave one; a resample in which nothing varies gives none. */
  readonly resampled: Float64Array;
}

/** Options of `noiseFloor`. */
export interface NoiseFloorOptions<O> {
  readonly options?: O;
  /** A network's activity in the same conditions, compared in groups of the same size. */
  readonly model?: MatrixInput;
  /** Random splits (default 100). */
  readonly draws?: number;
  /** Default 0. */
  readonly seed?: number | string;
}

/** Values over random splits of a recorded population. */
export interface NoiseFloor {
  /** Half of the recorded units against as many others: one value per split. */
  readonly floor: Float64Array;
  /** Half of the recorded units against as many of the model's, for the same splits; empty without a model. */
  readonly model: Float64Array;
}

/** How close a measure can come to data of this reliability. */
export interface NoiseCeiling {
  /** Mean value between each repeat and the mean of the others: what a perfect model of the mean would get at least. */
  readonly lower: number;
  /** Mean value between each repeat and the mean of all, itself included: what it could get at most. */
  readonly upper: number;
  readonly lowerValues: Float64Array;
  readonly upperValues: Float64Array;
}
