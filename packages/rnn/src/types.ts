import type { Floats, LossValue, NdArray, Network, Noise, Params, Rng, Rollout, RunSize } from '@lrsim/core';
import type { Activation } from './activations.js';
import type { RecurrentConstraint } from './constraint.js';

/** Names of a leaky network's trained parameters. */
export type ParameterName =
  | 'recurrentWeights' // W [nUnits, nUnits], row = postsynaptic, column = presynaptic
  | 'inputWeights' // U [nUnits, nIn]
  | 'bias' // b [nUnits]
  | 'readoutWeights' // V [nOut, nUnits]
  | 'readoutBias' // c [nOut]
  | 'initialState'; // a_0 (leak on the rate: r_0) [nUnits], shared by all trials

/**
 * What the leak acts on. 'pre-activation': a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b), h_t = f(a_t), as in
 * Liu, Yang & Cueva 2025. 'rate': u_t = W h_{t-1} + U x_t + b, r_t = (1 - alpha) r_{t-1} + alpha f(u_t), h_t = r_t, as in
 * Murray 2019.
 */
export type Leak = 'pre-activation' | 'rate';

/** The parameters of a leaky network, or anything of their shape. */
export type LeakyParams<F extends Floats = Floats> = Readonly<Record<ParameterName, NdArray<F>>>;

// ----------------------------------------------------------------------------------------------- the kernel interface

/** What a kernel computes with: sizes, constants and flat weights, the recurrent ones already constrained. */
export interface Cell<F extends Floats> {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly leak: Leak;
  /** Leak alpha = dt / tau. */
  readonly alpha: number;
  readonly activation: Activation;
  readonly weights: Readonly<Record<ParameterName, F>>;
}

/** How credit crosses the recurrent synapses one step back in time, from step t+1 to the rate h_t. */
export interface RecurrentCredit {
  /** M [nUnits, nUnits]: the term is alpha M^T delta_{t+1}. BPTT has the effective W here. */
  readonly weights: ArrayLike<number>;
  /** The slope the term is multiplied by: f'(a_t) by default; ModProp's code puts a constant. Leak on the pre-activation only. */
  readonly slope?: number;
  /** What a unit passes on where that is not all of its own credit (which is the default). */
  readonly relay?: CreditRelay;
  /** Whether the term into h_t is dropped, given how many steps follow t (0 after the last, T for h_0) and t. Never by default. */
  readonly cut?: (stepsAfter: number, step: number) => boolean;
}

/**
 * What units pass on: rho_t = direct_t + slope m_t + [leak] (1 - alpha) rho_{t+1}, where direct_t comes from the loss at t and
 * m_t across synapses. Without leak and with slope 0 (MDGL), just what the loss at t says.
 */
export interface CreditRelay {
  readonly leak: boolean;
  /** Slope of a unit for credit that passes through it; 0 ends the way after one synapse. With the leak on the rate only 0. */
  readonly slope: number;
}

/** How credit travels from the loss to the synapses: everything that tells one adjoint rule from another. */
export interface CreditRoute {
  /** Absent: no credit crosses the recurrence (e-prop). */
  readonly recurrent?: RecurrentCredit;
  /** B [nOut, nUnits] that carries the output error to the units; the readout weights V by default. */
  readonly readout?: ArrayLike<number>;
  /** Whether nothing at all, the leak included, comes back from step t+1 to step t (1 <= t < T). Never by default. */
  readonly detach?: (step: number) => boolean;
  /** Each step's loss reaches back over this many uses of the weights, its own included; all by default. Not with a relay. */
  readonly window?: number;
}

/** Chooses the route, given the effective recurrent weights W [nUnits, nUnits] of the moment. */
export type CreditAssignment = (effectiveWeights: Floats) => CreditRoute;

/** The part of an adjoint learning rule that the recurrence needs. */
export interface CreditRule<S> {
  route(effectiveWeights: Floats, state: S): CreditRoute;
}

/** Direct derivatives of the loss: dL/dy and, where the loss reads the rates, dL/dh. */
export type Sensitivity<F extends Floats> = Pick<LossValue<F>, 'dOutputs' | 'dRates'>;

/** Gradients of a cell's weights and, where asked for, of its inputs [trials, steps, nIn]. */
export type CellGradients<F extends Floats> = Record<ParameterName, F> & { inputs?: F };

/** One run of a batch that can be differentiated. */
export interface ForwardPass<F extends Floats> {
  readonly rollout: Rollout<F>;
  /** f' at every step 1..T, of a_t or (leak on the rate) u_t, [trials, steps, nUnits]; made on each call. */
  slopes(): F;
  /** Gradients of the weights of the cell (the effective recurrent ones), along a route of credit. */
  backward(sensitivity: Sensitivity<F>, route: CreditRoute, extent?: 'weights' | 'with inputs'): CellGradients<F>;
}

/** One implementation of the recurrence. All kernels agree to the rounding of their precision. */
export interface Kernel<F extends Floats = Floats> {
  readonly name: string;
  readonly precision: 'float32' | 'float64';
  /** A zeroed array of the kernel's precision. */
  zeros(length: number): F;
  /**
   * Runs inputs [trials, steps, nIn]. `record: 'rollout'` skips what only `backward` and `slopes` need, which are not to be
   * called then.
   */
  forward(
    cell: Cell<F>,
    inputs: ArrayLike<number>,
    size: RunSize,
    noise: Noise | undefined,
    record: 'rollout' | 'gradient',
  ): ForwardPass<F>;
}

// ------------------------------------------------------------------------------------------------------- the network

/** Cell types of the population, as contiguous blocks: only the E/I setting with block-wise connections uses them. */
export interface CellTypes {
  readonly excitatory: number;
  readonly inhibitory: number;
  /** Probability that a (post type x pre type) block of connections is kept. */
  readonly blockProbability: number;
}

/** A leaky rate network: architecture, constraint and kernel. Parameters are passed to it. */
export interface LeakyNetwork<F extends Floats = Floats> extends Network<F> {
  /** 'leaky' with the leak on the pre-activation, 'leaky-rate' with the leak on the rate. */
  readonly cell: 'leaky' | 'leaky-rate';
  readonly leak: Leak;
  readonly alpha: number;
  /** kappa of the readout, y_t = kappa y_{t-1} + V h_t + c with y_0 = 0. */
  readonly readoutLeak: number;
  readonly activation: string;
  readonly gain: number;
  /** Standard deviation of the noise on the rates while training. */
  readonly noise: number;
  readonly constraint: RecurrentConstraint;
  readonly cellTypes?: CellTypes;
  readonly kernel: Kernel<F>;
  init(rng: Rng): LeakyParams<F>;
  /** Noise on the rates for one batch; undefined when the network has none. */
  drawNoise(rng: Rng, size: RunSize): Noise | undefined;
  /** The parameters, checked, as a kernel uses them: the recurrent weights are the effective ones. */
  cellOf(params: Params<F>): Cell<F>;
  /** Runs a batch and keeps what the backward pass needs. */
  forward(params: Params<F>, inputs: ArrayLike<number>, size: RunSize, noise?: Noise): ForwardPass<F>;
  /** Gradients of the parameters along the credit a rule assigns, through the constraint on the recurrent weights. */
  backward(
    params: Params<F>,
    pass: ForwardPass<F>,
    sensitivity: Sensitivity<F>,
    credit: CreditAssignment,
  ): LeakyParams<F>;
  /** dL/d(V h_t + c) from dL/dy_t, both [trials, steps, nOut]: filtered back in time where the readout leaks. */
  readoutCredit(dOutputs: F, size: RunSize): F;
  /** Gradients of the parameters from those of the cell's weights: through the constraint, checked to be finite. */
  gradientsOf(params: Params<F>, ofCell: CellGradients<F>): LeakyParams<F>;
}
