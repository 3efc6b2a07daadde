import type { Floats, NdArray, Network, Noise, Params, Rng, Rollout, RunSize } from '@lrsim/core';
import type { RecurrentConstraint } from '../constraint.js';

/** Names of a spiking network's trained parameters. */
export type SpikingParameterName =
  | 'recurrentWeights' // W [nUnits, nUnits], row = postsynaptic; the diagonal is not used
  | 'inputWeights' // U [nUnits, nIn]
  | 'readoutWeights' // V [nOut, nUnits]
  | 'readoutBias'; // c [nOut]

/** The parameters of a spiking network, or anything of their shape. */
export type SpikingParams<F extends Floats = Float64Array> = Readonly<Record<SpikingParameterName, NdArray<F>>>;

/** The constants of adaptive leaky integrate-and-fire units, per step of `dtMs`. */
export interface SpikingConstants {
  /** Duration of a step (ms). */
  readonly dtMs: number;
  /** Decay of the membrane potential over a step, exp(-dt / tau_m). */
  readonly membraneDecay: number;
  /** rho, decay of the adaptation over a step, exp(-dt / tau_a). */
  readonly adaptationDecay: number;
  /** kappa, decay of the readout over a step, exp(-dt / tau_out); 0 where the readout does not leak. */
  readonly readoutLeak: number;
  /** v_th, the threshold of a unit at rest and the size of its reset. */
  readonly threshold: number;
  /** beta of every unit [nUnits]: what a spike adds to its threshold. 0 makes a plain LIF unit. */
  readonly adaptation: Float64Array;
  /** gamma, the height of the surrogate slope is gamma / v_th. */
  readonly dampening: number;
  /** Steps after a spike during which a unit cannot spike. */
  readonly refractorySteps: number;
}

/** What the dynamics are computed from: sizes, constants and flat weights, the recurrent ones already constrained. */
export interface SpikingCell extends SpikingConstants {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly weights: Readonly<Record<SpikingParameterName, Float64Array>>;
}

/** One run of a batch with what a learning rule needs of it. */
export interface SpikingPass {
  readonly rollout: Rollout<Float64Array>;
  /** z_1..z_T, [trials, steps, nUnits] of 0 and 1. */
  readonly spikes: Uint8Array;
  /** psi_1..psi_T, the surrogate slope dz/dv, [trials, steps, nUnits]. */
  readonly slopes: Float64Array;
}

/** What happens inside the units, each [trials, steps, nUnits]. */
export interface Membranes {
  /** v_t, the membrane potential. */
  readonly potentials: Float64Array;
  /** v_th + beta a_t, the threshold it is compared with. */
  readonly thresholds: Float64Array;
}

/** A network of spiking units. Its rates are spikes, 0 or 1 in each step. */
export interface SpikingNetwork extends Network<Float64Array>, SpikingConstants {
  readonly cell: 'alif';
  readonly gain: number;
  /** Standard deviation of the noise on the membrane potential, per step, while training. */
  readonly noise: number;
  readonly constraint: RecurrentConstraint;
  init(rng: Rng): SpikingParams;
  /** Noise on the membrane potentials for one batch; undefined when the network has none. */
  drawNoise(rng: Rng, size: RunSize): Noise | undefined;
  /** The parameters, checked, as the dynamics use them: without self-connections, and under the constraint. */
  cellOf(params: Params<Float64Array>): SpikingCell;
  /** Runs a batch and keeps what a learning rule needs. */
  forward(params: Params<Float64Array>, inputs: ArrayLike<number>, size: RunSize, noise?: Noise): SpikingPass;
  /** Runs a batch for a look inside the units. */
  membranes(params: Params<Float64Array>, inputs: ArrayLike<number>, size: RunSize, noise?: Noise): Membranes;
  /** From dL/dy_t [trials, steps, nOut] to dL/d(V z_t + c), back through the leak of the readout. */
  readoutCredit(dOutputs: Float64Array, size: RunSize): Float64Array;
  /** Gradients of the parameters from those of the cell's weights: through the constraint, checked to be finite. */
  gradientsOf(
    params: Params<Float64Array>,
    ofCell: Readonly<Record<SpikingParameterName, Float64Array>>,
  ): SpikingParams;
}
