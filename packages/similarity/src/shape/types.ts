import type { Matrix, MatrixInput } from '@lrsim/core';

/**
 * The form of a shape distance, of the cosine of the angle between the aligned shapes and, for some, their sizes.
 * - `angular`: the angle over pi/2, from 0 to 1.
 * - `radians`: the angle itself, from 0 to pi/2 (netrep's `angular`).
 * - `unit-euclidean`: the residual after scaling both to unit norm, sqrt(2 - 2 cos), 0 to sqrt 2.
 * - `euclidean`: the residual in the units of the data, from 0 up; size counts (netrep's `euclidean`).
 * - `squared`: its square.
 * - `cosine`: the cosine itself, a similarity (the normalised Bures similarity of the Grams).
 */
export type ProcrustesScore = 'angular' | 'radians' | 'unit-euclidean' | 'euclidean' | 'squared' | 'cosine';

/** Options that all shape metrics share. */
export interface ShapeOptions {
  /** Default `angular`. */
  readonly score?: ProcrustesScore;
  /** Whether each unit's mean is removed first (default true). */
  readonly centre?: boolean;
}

/** Options of `procrustes`. */
export interface ProcrustesOptions extends ShapeOptions {
  /** Whether reflections count as rotations (default true). Of different widths they always do: silent units can be flipped. */
  readonly reflection?: boolean;
  /** For the Euclidean scores: whether y is scaled to fit x best, which makes them asymmetric (default false). */
  readonly scale?: boolean;
}

/** Options of `partialWhitening` and `shapeMetric`. */
export interface WhiteningOptions {
  /** 1 leaves the data as they are (Procrustes), 0 whitens them (CCA); default 1. */
  readonly alpha?: number;
  /** Whether the whitened data are scaled to the variance they had (default true). */
  readonly preserveVariance?: boolean;
  /** Eigenvalues of X'X below this times the largest count as no variance (default units x machine epsilon). */
  readonly relativeCut?: number;
  /** Eigenvalues of X'X are raised to this first, in the units of the data (default 0; netrep: 1e-7). */
  readonly floor?: number;
  /** How many units there are when silent ones are counted, which only a floor can see (default: those given). */
  readonly width?: number;
  /** Added to the eigenvalues of X'X that whiten, relative to their mean (default 0). */
  readonly ridge?: number;
}

/** Options of `shapeMetric`. */
export interface ShapeMetricOptions extends ProcrustesOptions, Omit<WhiteningOptions, 'preserveVariance'> {}

/** Options of `permutationProcrustes`. */
export interface PermutationOptions extends ShapeOptions {
  /** Whether a unit may also match another with its sign flipped (default false). */
  readonly signed?: boolean;
}

/** A similarity transformation of the units of y onto those of x. */
export interface ProcrustesAlignment {
  /** Orthonormal rows or columns, [units of y, units of x]. */
  readonly rotation: Matrix;
  /** Factor of y; 1 unless scaling was asked for. */
  readonly scale: number;
  /** Means of the training samples. */
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
  /** Samples of y's units, aligned: (Y - yMeans) rotation * scale + xMeans. */
  apply(y: MatrixInput): Matrix;
}
