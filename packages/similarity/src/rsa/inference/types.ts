import type { Matrix, Rng } from '@lrsim/core';
import type { CompareRdmsOptions, Rdm } from '../types.js';

/** Between what a model that explains all that is alike between subjects is expected to score. */
export interface RdmNoiseCeiling {
  /** Mean score of the other subjects' pooled RDM with the one left out. */
  readonly lower: number;
  /** Mean score of all subjects' pooled RDM with each subject. */
  readonly upper: number;
}

/** What tests of models take: mean scores with the covariance of these means. */
export interface ModelScores {
  /** The mean score of each model. */
  readonly means: Float64Array;
  /** Unbiased covariance of those means over repeated experiments, models x models. */
  readonly covariance: Matrix;
  readonly degreesOfFreedom: number;
  readonly noiseCeiling: RdmNoiseCeiling;
}

/** How models score, subject by subject. */
export interface ModelEvaluation extends ModelScores {
  /** models x subjects */
  readonly evaluations: Matrix;
}

/** How models score in bootstrap samples. */
export interface BootstrapEvaluation extends ModelScores {
  /** samples x models; only samples that left something to compare. */
  readonly evaluations: Matrix;
  /** The noise ceilings of the samples: samples x 2, lower and upper. NaN where all subjects drawn are one and the same. */
  readonly noiseCeilings: Matrix;
}

/** How models score on conditions and subjects they were not fitted to. */
export interface CrossValidatedEvaluation {
  /** models x folds; folds of all repeats behind one another. */
  readonly evaluations: Matrix;
  readonly means: Float64Array;
  readonly noiseCeiling: RdmNoiseCeiling;
}

/** A model that predicts one RDM. */
export interface FixedModel {
  readonly kind: 'fixed';
  readonly rdm: Rdm;
}

/** A model that predicts one of its RDMs. */
export interface SelectModel {
  readonly kind: 'select';
  readonly rdms: readonly Rdm[];
}

/** A model that predicts a weighted sum of its RDMs. */
export interface WeightedModel {
  readonly kind: 'weighted';
  readonly rdms: readonly Rdm[];
  /** Whether weights are kept from being negative. */
  readonly nonNegative: boolean;
}

/** A model that predicts a point on the line through its RDMs, each joined with the next. */
export interface InterpolatedModel {
  readonly kind: 'interpolated';
  readonly rdms: readonly Rdm[];
}

/** What predicts an RDM, possibly with parameters to fit. */
export type RdmModel = FixedModel | SelectModel | WeightedModel | InterpolatedModel;

/** Options of `evaluateModels`. */
export interface EvaluateModelsOptions extends CompareRdmsOptions {
  /** The parameters of each model, in order; nothing for a fixed one. They must come from other data. */
  readonly parameters?: readonly (ArrayLike<number> | undefined)[];
}

/** Options of `fitModel`. */
export interface FitModelOptions extends CompareRdmsOptions {
  /** Ridge penalty on the squared weights of a weighted model (default 0). */
  readonly ridge?: number;
}

/** Options of `regressModelWeights`. */
export interface RegressWeightsOptions extends FitModelOptions {
  /** Whether weights are kept from being negative (default false). */
  readonly nonNegative?: boolean;
  /** Whether the weights are scaled to norm 1 (default true): comparisons do not see their scale. */
  readonly normalise?: boolean;
}

/** Where what is random draws from. */
export interface SeedOptions {
  /** Generator to draw from; overrides `seed`. */
  readonly rng?: Rng;
  /** Seed (default 0). */
  readonly seed?: number;
}

/** What is drawn anew in each bootstrap sample. */
export type ResampledFactor = 'subjects' | 'conditions' | 'both';

/** Options of `bootstrapModels`. */
export interface BootstrapModelsOptions extends EvaluateModelsOptions, SeedOptions {
  /** What is drawn with replacement (default `both`). */
  readonly over?: ResampledFactor;
  /** How many samples (default 1000). */
  readonly samples?: number;
}

/** Options of `dualBootstrapModels`. */
export type DualBootstrapOptions = Omit<BootstrapModelsOptions, 'over'>;

/** Options of `crossValidateModels`. */
export interface CrossValidateModelsOptions extends FitModelOptions, SeedOptions {
  /** Into how many folds conditions are split, each of 3 or more (default: up to 5). 1 does not split them. */
  readonly conditionFolds?: number;
  /** Into how many folds subjects are split (default: up to 5). 1 does not split them. */
  readonly subjectFolds?: number;
  /** How often, with other random folds (default 1). */
  readonly repeats?: number;
}

/** Options of `bootstrapCrossValidateModels`; folds by default as many as a usual sample has different members for, up to 5. */
export interface BootstrapCrossValidateOptions extends CrossValidateModelsOptions {
  /** What is drawn with replacement (default `both`). */
  readonly over?: ResampledFactor;
  /** How many samples (default 1000). */
  readonly samples?: number;
  /** How often each sample is cross-validated, with other folds (default 2, at least 2). */
  readonly repeats?: number;
}
