import type { Matrix, MatrixInput } from '@lrsim/core';
import type { ComplexValues } from '@lrsim/linalg';
import type { AlignmentOptions } from './dsa/alignment-types.js';

/**
 * Trials of one system: [trials, time, units], one trial [time, units], or a list of such arrays, whose trials may differ in
 * length.
 */
export type TrialsInput = MatrixInput | readonly MatrixInput[];

/** How the state is made of past samples. */
export interface DelayOptions {
  /** Samples in a state, the newest first (default 1: no past). */
  readonly nDelays?: number;
  /** Steps from one of them to the next (default 1). */
  readonly delayInterval?: number;
}

/** How many singular directions of the Hankel matrix are kept; at most one of them. All of its numerical rank by default. */
export interface RankOptions {
  /** That many, or the numerical rank where it is smaller. */
  readonly rank?: number;
  /** Those whose singular value, in the units of the data, is above it (at least one). */
  readonly rankThreshold?: number;
  /** The fewest that hold more than this share of the sum of squares, from 0 to 1. */
  readonly explainedVariance?: number;
}

/** How a DMD is fitted. */
export interface DmdOptions extends DelayOptions, RankOptions {
  /**
   * Ridge on the operator in the coordinates of unit variance V, where V'V is about I: 1 halves the operator (default 1e-8).
   */
  readonly lambda?: number;
  /** Steps from a state to the one it predicts (default 1). */
  readonly stepsAhead?: number;
  /**
   * `principal-components` (default) truncates the coordinates; `reduced-rank` keeps them all and limits the rank of the
   * operator, so that directions are kept for how well they are predicted.
   */
  readonly regression?: 'principal-components' | 'reduced-rank';
}

/** A fitted Hankel DMD: x(t + steps) = A x(t) in the coordinates x = S^-1 U' h of the delay-embedded state h. */
export interface Dmd {
  /** A, coordinates x coordinates. Defined up to the sign of each coordinate. */
  readonly operator: Matrix;
  /** Rank that was kept. */
  readonly rank: number;
  /** All singular values of the Hankel matrix, descending. */
  readonly singularValues: Float64Array;
  /** U of the coordinates kept: (units * nDelays) x coordinates, orthonormal columns. */
  readonly basis: Matrix;
  /** Singular value of each coordinate. */
  readonly scales: Float64Array;
  readonly units: number;
  readonly nDelays: number;
  readonly delayInterval: number;
  readonly stepsAhead: number;
}

/** Eigenpairs of a DMD and how far each is from one of the true Koopman operator. */
export interface DmdResiduals {
  readonly eigenvalues: ComplexValues;
  /** Relative squared residual |Yg - l Xg|^2 / |Xg|^2 of each eigenpair. */
  readonly residuals: Float64Array;
  /** The same over the residual of eigenvalue 1 (nothing changes). */
  readonly normalized: Float64Array;
}

/** Options of the DSA measures. */
export interface DsaOptions extends DmdOptions, AlignmentOptions {}

/** Options of the distance between DMD spectra. */
export interface DsaWassersteinOptions extends DmdOptions {
  /** True for W2 squared, which is no metric (default false: W2). */
  readonly squared?: boolean;
}
