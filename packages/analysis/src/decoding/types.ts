import type { NdArray, Rng } from '@lrsim/core';

/** A class of trials. */
export type Label = string | number;

/** A linear map from units to targets. */
export interface LinearRegression {
  /** [units, targets]. */
  readonly weights: NdArray;
  /** One for each target. */
  readonly intercept: Float64Array;
  /** The strength of the ridge that was used for each target. */
  readonly lambda: Float64Array;
}

/** A linear classifier: the class with the largest score wins. */
export interface LinearClassifier<L extends Label = Label> {
  /** In the order of their first trial. */
  readonly classes: readonly L[];
  /** [units, classes]. */
  readonly weights: NdArray;
  readonly intercept: Float64Array;
}

/** Options of `ridgeRegression`. */
export interface RidgeOptions {
  /**
   * Strength of the penalty lambda s |w|^2 beside the sum of squared errors, s being the largest squared singular value of the
   * centred data so that it does not depend on their unit; of several, the one with a target's least leave-one-out error. Default
   * 13 from 1e-8 to 1e4.
   */
  readonly lambda?: number | ArrayLike<number>;
}

/** Options of `logisticRegression`. */
export interface LogisticOptions {
  /** Strength of the penalty lambda |w|^2 / 2 beside the mean log loss, units scaled to variance 1. Default 0.01. */
  readonly lambda?: number;
  /** Default 200. */
  readonly maxIterations?: number;
  /** Ends when no element of the gradient is larger. Default 1e-6. */
  readonly tolerance?: number;
}

/** Options of `discriminantAnalysis`. */
export interface DiscriminantOptions {
  /** Share of the mean variance's identity in the pooled covariance, from 0 to 1. Default 0.1. */
  readonly shrinkage?: number;
  /** Classes as frequent as in training, or all equally. Default 'empirical'. */
  readonly priors?: 'empirical' | 'equal';
}

/** How trials are split into folds. */
export interface FoldOptions {
  /** Default 5, or as many as there are groups or trials of the rarest class. */
  readonly folds?: number;
  /** One for each trial, such as its condition or session: trials of a group are held out together. */
  readonly groups?: readonly Label[];
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** Options of cross-validated classification. */
export interface DecodingOptions extends FoldOptions {
  /** Default 'lda'. */
  readonly classifier?: 'lda' | 'logistic';
  readonly lda?: DiscriminantOptions;
  readonly logistic?: LogisticOptions;
}

/** How well classes are read out from held-out trials. */
export interface DecodingAccuracy<L extends Label = Label> {
  /** Share of held-out trials told right. */
  readonly accuracy: number;
  /** The same, averaged over classes. */
  readonly balancedAccuracy: number;
  /** What always naming the most frequent class gives. */
  readonly chance: number;
  /** For each trial, when it was held out. */
  readonly predicted: readonly L[];
  readonly classes: readonly L[];
  /** [true class, predicted class]: numbers of trials. */
  readonly confusion: NdArray;
}

/** Held-out accuracy beside that of shuffled labels. */
export interface DecodingSignificance {
  readonly accuracy: number;
  /** Of each shuffling. */
  readonly shuffled: Float64Array;
  /** Their mean. */
  readonly chance: number;
  readonly pValue: number;
}

/** How well targets are read out from held-out samples. */
export interface RegressionAccuracy {
  /** 1 - squared error / squared deviation from the training mean, over all held-out samples, for each target. */
  readonly r2: Float64Array;
  /** [samples, targets], when held out. */
  readonly predicted: NdArray;
  /** [folds, targets]: the strengths chosen. */
  readonly lambdas: NdArray;
}

/** Accuracy at each time of the trials. */
export interface TimeResolvedDecoding {
  /** [time], or [training time, test time] with `crossTemporal`. */
  readonly accuracy: NdArray;
  readonly chance: number;
}
