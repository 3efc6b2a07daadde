import type { Floats, LossValue, NdArray, Network, Params, Rng, Rollout, RunSize } from '@lrsim/core';
import type { Activation } from './activations.js';
import type { RecurrentConstraint } from './constraint.js';

/** Names of a leaky network's trained parameters. */
export type ParameterName =
  | 'recurrentWeights' // W [nUnits, nUnits], row = postsynaptic, column = presynaptic
  | 'inputWeights' // U [nUnits, nIn]
  | 'bias' // b [nUnits]
  | 'readoutWeights' // V [nOut, nUnits]
  | 'readoutBias' // c [nOut]
  | 'initialState'; // a_0 [nUnits], shared by all trials

/** The parameters of a leaky network, or anything of their shape. */
export type LeakyParams<F extends Floats = Floats> = Readonly<Record<ParameterName, NdArray<F>>>;

// ----------------------------------------------------------------------------------------------- the kernel interface

/** What a kernel computes with: sizes, constants and flat weights, the recurrent ones already constrained. */
export interface Cell<F extends Floats> {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** Leak alpha = dt / tau. */
  readonly alpha: number;
  readonly activation: Activation;
  readonly weights: Readonly<Record<ParameterName, F>>;
}

/** How credit crosses the recurrent synapses one step back in time, from a_{t+1} to h_t. */
export interface RecurrentCredit {
  /** M [nUnits, nUnits]: the term is alpha M^T delta_{t+1}. BPTT has the effective W here. */
  readonly weights: ArrayLike<number>;
  /** The slope the term is multiplied by: f'(a_t) by default; ModProp puts a constant. */
  readonly slope?: number;
  /** Whether the term into h_t is dropped, given how many steps follow t (0 after the last, T for h_0). Never by default. */
  readonly cut?: (stepsAfter: number) => boolean;
}

/** How credit travels from the loss to a_t: everything that tells one adjoint rule from another. */
export interface CreditRoute {
  /** Absent: no credit crosses the recurrence (e-prop). */
  readonly recurrent?: RecurrentCredit;
  /** B [nOut, nUnits] that carries the output error to the units; the readout weights V by default. */
  readonly readout?: ArrayLike<number>;
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
   * Runs inputs [trials, steps, nIn]; `noise` [trials, steps, nUnits] is added to the rates after the nonlinearity.
   * `record: 'rollout'` skips what only `backward` needs.
   */
  forward(
    cell: Cell<F>,
    inputs: ArrayLike<number>,
    size: RunSize,
    noise: ArrayLike<number> | undefined,
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
  readonly cell: 'leaky';
  readonly alpha: number;
  readonly activation: string;
  readonly gain: number;
  /** Standard deviation of the noise on the rates while training. */
  readonly noise: number;
  readonly constraint: RecurrentConstraint;
  readonly cellTypes?: CellTypes;
  readonly kernel: Kernel<F>;
  init(rng: Rng): LeakyParams<F>;
  /** Noise for one batch, [trials, steps, nUnits]; undefined when the network has none. */
  drawNoise(rng: Rng, size: RunSize): F | undefined;
  /** Runs a batch and keeps what the backward pass needs. */
  forward(params: Params<F>, inputs: ArrayLike<number>, size: RunSize, noise?: ArrayLike<number>): ForwardPass<F>;
  /** Gradients of the parameters along the credit a rule assigns, through the constraint on the recurrent weights. */
  backward(
    params: Params<F>,
    pass: ForwardPass<F>,
    sensitivity: Sensitivity<F>,
    credit: CreditAssignment,
  ): LeakyParams<F>;
}
