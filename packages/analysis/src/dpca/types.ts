import type { NdArray, NdLike, Rng } from '@lrsim/core';

/** How single trials are split into training and validation data, and which strengths of the ridge are tried. */
export interface DpcaCrossValidationOptions {
  /** Values of `regulariser` to try. Default 45 of them, 1e-7 * 1.4^k. */
  readonly lambdas?: ArrayLike<number>;
  /** Random splits to average over. Default 5. */
  readonly repeats?: number;
  /** Labels whose samples belong to one trial and stay together, usually time. Default 't' where there is one. */
  readonly together?: string;
  /** Whether all units were recorded at once, so that a trial is held out for all of them. Default false. */
  readonly simultaneous?: boolean;
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** Options of `dpca`. */
export interface DpcaOptions {
  /** One letter for each parameter axis, in order: 'ts' for time and stimulus. */
  readonly labels: string;
  /** Marginalisations to add up under one name: `{ ts: ['s', 'ts'] }`. */
  readonly join?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Components of each marginalisation, for all or by name; fewer where its rank is smaller, 0 for names left out. Default 10. */
  readonly components?: number | Readonly<Record<string, number>>;
  /** Strength of the ridge penalty; 'auto' chooses it by cross-validation over `trials`. Default 0. */
  readonly regulariser?: number | 'auto';
  /**
   * What the strength is multiplied by to give mu, where mu^2 is added to XX': |X|^2 as in the libraries (depends on the
   * unit of the data) or |X| (does not). Default 'squared-norm'.
   */
  readonly regulariserScale?: 'squared-norm' | 'norm';
  /** Encoders from the regularised problem (Python) or from the fit to the data alone (MATLAB). Default 'python'. */
  readonly variant?: 'python' | 'matlab';
  /** Whether the units are the first axis of the data, as in the libraries, or the last. Default 'first'. */
  readonly unitAxis?: 'first' | 'last';
  /** Single trials, [trials, ...axes of x], NaN where there are fewer; for 'auto' only. */
  readonly trials?: NdLike;
  readonly crossValidation?: DpcaCrossValidationOptions;
}

/** The components of one marginalisation, strongest first. Data keep the axis order of the input. */
export interface DpcaMarginalisation {
  /** The part of the data that depends on these parameters, in the shape of the data. */
  readonly marginal: NdArray;
  /** [units, components]: orthonormal columns, the largest loading of each positive. */
  readonly encoder: NdArray;
  /** [units, components]: the component's value is decoder' x. */
  readonly decoder: NdArray;
  /** decoder' X, with the components in the place of the units. */
  readonly latent: NdArray;
  /** (|X_phi|^2 - |X_phi - p d' X_phi|^2) / |X|^2 of each component: what it explains of its own marginalisation. */
  readonly explainedVarianceRatio: Float64Array;
  /** 1 - |X - p d' X|^2 / |X|^2 of each component: MATLAB's component variance, as a fraction. */
  readonly componentVariance: Float64Array;
  /** |d' X|^2 / |X|^2 of each component; these need not add up to at most 1. */
  readonly capturedVariance: Float64Array;
  /** |X_phi|^2 / |X|^2. */
  readonly varianceShare: number;
}

/** A component's place in `marginalisations`. */
export interface DpcaComponent {
  readonly marginalisation: string;
  readonly index: number;
  readonly componentVariance: number;
}

/** A demixed principal component analysis. */
export interface Dpca {
  readonly labels: string;
  readonly unitAxis: 'first' | 'last';
  /** Mean of each unit, removed before all else. */
  readonly mean: Float64Array;
  /** The strength that was used. */
  readonly regulariser: number;
  readonly marginalisations: Readonly<Record<string, DpcaMarginalisation>>;
  /** All components by descending component variance, as MATLAB orders them. */
  readonly order: readonly DpcaComponent[];
}

/** Cross-validation of the ridge. */
export interface DpcaCrossValidation {
  readonly lambdas: Float64Array;
  /** Mean prediction error of held-out trials for each lambda, over |X_validation|^2. */
  readonly errors: Float64Array;
  /** The lambda of the smallest error. */
  readonly best: number;
  /** Whether that is the first or last one tried: widen the range then. */
  readonly atBoundary: boolean;
}

/** Options of `dpcaSignificance`. */
export interface DpcaSignificanceOptions extends Omit<DpcaOptions, 'trials' | 'crossValidation'> {
  readonly crossValidation?: Omit<DpcaCrossValidationOptions, 'rng'>;
  /** Shufflings of the condition labels. Default 100. */
  readonly shuffles?: number;
  /** Splits into training and validation trials, for the data and for each shuffling. Default 20. */
  readonly splits?: number;
  /** Significant bins in a row below this many do not count. Default 1. */
  readonly consecutive?: number;
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** How well the components of one marginalisation tell its conditions apart on held-out trials. */
export interface DpcaSignificance {
  /** [components, bins]; one bin where the marginalisation does not depend on time. */
  readonly accuracy: NdArray;
  /** The largest accuracy over the shufflings, [components, bins]. */
  readonly largestShuffled: NdArray;
  /** (1 + shufflings that are at least as accurate) / (1 + shufflings), [components, bins]. */
  readonly pValue: NdArray;
  /** Whether the accuracy is above all shufflings, [components][bins]. */
  readonly significant: readonly (readonly boolean[])[];
  /** 1 / number of conditions. */
  readonly chance: number;
}
