import type { Matrix, MatrixInput, NdArray, Rng } from '@lrsim/core';

/** A map a -> F(a) from one time step to the next, with its derivative. */
export interface DynamicalMap {
  /** Length of a state. */
  readonly size: number;
  /** F(state) at step `time` (from 0), a new array. */
  step(state: Float64Array, time: number): Float64Array;
  /** dF_i/da_j at the state, size x size. */
  jacobian(state: Float64Array, time: number): Matrix;
  /** The Jacobian times size x k vectors, where there is a cheaper way than by the Jacobian itself. */
  applyJacobian?(state: Float64Array, vectors: Matrix, time: number): Matrix;
}

/** Nonlinearities of leaky rate networks. */
export type RateActivation = 'retanh' | 'relu' | 'tanh';

/** A leaky rate network a' = (1 - alpha) a + alpha (W f(a) + U x + b). */
export interface RateNetworkOptions {
  /** Recurrent weights W, [units, units]. */
  readonly recurrent: MatrixInput;
  /** Input weights U, [units, inputs]; needed where there is an input. */
  readonly inputWeights?: MatrixInput;
  /** Bias b, one for each unit. Default 0. */
  readonly bias?: ArrayLike<number>;
  /** Step over time constant, above 0 and at most 1. Default 0.1. */
  readonly alpha?: number;
  /** Default 'retanh'. */
  readonly activation?: RateActivation;
  /** A constant input x, or [time, inputs], of which the last is held. Default none. */
  readonly input?: ArrayLike<number> | MatrixInput;
}

/** Eigenvalues of a network's weights or Jacobian and what they say of its dynamics. */
export interface Eigenspectrum {
  /** Largest modulus first. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  /** Largest modulus: below 1 where the linear map decays. */
  readonly spectralRadius: number;
  /** Largest real part. */
  readonly spectralAbscissa: number;
  /** Henrici's departure from normality sqrt(|A|^2 - sum |l|^2) over |A|: 0 for a normal matrix, 1 for a nilpotent one. */
  readonly nonNormality: number;
}

/** Options of `lyapunovExponents`. */
export interface LyapunovOptions {
  /** Steps averaged over. Default 1000. */
  readonly steps?: number;
  /** Steps before these, to reach the attractor and the directions of growth. Default 100. */
  readonly transient?: number;
  /** How many of the largest exponents. Default all. */
  readonly count?: number;
  /** Time of one step, in whose unit exponents are given. Default 1. */
  readonly stepTime?: number;
  /** Of the first perturbations. Default: seed 0. */
  readonly rng?: Rng;
}

/** Growth rates of small perturbations along a trajectory. */
export interface LyapunovExponents {
  /** Descending, per unit of time; -Infinity for a direction that vanishes. */
  readonly exponents: Float64Array;
  /** Kaplan and Yorke's dimension of the attractor; undefined where it needs exponents that were not asked for. */
  readonly kaplanYorkeDimension: number | undefined;
}

/** Options of `findFixedPoints`. */
export interface FixedPointOptions {
  /** States to search from, [starts, units], such as states the network visits. */
  readonly starts: MatrixInput;
  /** Standard deviation of noise added to each start. Default 0. */
  readonly jitter?: number;
  /** Step of the map at which its input is taken. Default 0. */
  readonly time?: number;
  /** Default 300 for each start. */
  readonly maxIterations?: number;
  /** |F(a) - a| at most this times 1 + |a| makes a fixed point. Default 1e-9. */
  readonly fixedTolerance?: number;
  /** |F(a) - a| at most this makes a slow point, where the search ends at a minimum above 0. Default 1e-2. */
  readonly slowTolerance?: number;
  /** Points nearer than this are one. Default 1e-4 times the root mean square norm of the starts, at least 1e-6. */
  readonly separation?: number;
  /** Of the jitter. Default: seed 0. */
  readonly rng?: Rng;
}

/** A state at which a map hardly moves. */
export interface FixedPoint {
  readonly state: Float64Array;
  readonly kind: 'fixed' | 'slow';
  /** |F(a) - a|. */
  readonly speed: number;
  /** Of the Jacobian there. */
  readonly spectrum: Eigenspectrum;
  /** Whether all eigenvalues are inside the unit circle. */
  readonly stable: boolean;
  /** Eigenvalues outside the unit circle, and on it (within 1e-6). */
  readonly unstableDirections: number;
  readonly marginalDirections: number;
  /** Starts that ended here. */
  readonly starts: number;
}

/** Fixed and slow points, slowest first, and what became of the other starts. */
export interface FixedPoints {
  readonly points: readonly FixedPoint[];
  /** [points, units]: the states, for projections. */
  readonly states: NdArray;
  /** Starts that ended at neither. */
  readonly failed: number;
}
