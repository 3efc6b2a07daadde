import type { TrialBatch } from '@lrsim/core';
import type { SpikingNetwork, SpikingPass } from '@lrsim/rnn';

/** One run of a network on a batch and what its loss says: all that e-prop needs. */
export interface SpikingProblem {
  readonly network: SpikingNetwork;
  readonly batch: TrialBatch;
  readonly pass: SpikingPass;
  /** Writes the learning signals L_t of all units, at row trial * steps + step, into an array [nUnits]. */
  readonly signalsAt: (row: number, signals: Float64Array) => void;
}

/** Gradients of the weights into the units. */
export interface SynapticGradients {
  /** [nUnits, nUnits], with what its diagonal would get; the network drops that. */
  readonly recurrentWeights: Float64Array;
  /** [nUnits, nIn] */
  readonly inputWeights: Float64Array;
}
