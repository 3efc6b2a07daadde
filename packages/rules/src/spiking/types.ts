import type { LossValue, TrialBatch } from '@lrsim/core';
import type { SpikingNetwork, SpikingPass } from '@lrsim/rnn';

/** One run of a network on a batch and what its loss says: all that e-prop needs. */
export interface SpikingProblem {
  readonly network: SpikingNetwork;
  readonly batch: TrialBatch;
  readonly pass: SpikingPass;
  /** dL/d(V z_t + c), [trials, steps, nOut]: dL/dy_t carried back through the leak of the readout. */
  readonly readoutCredit: Float64Array;
  /** B [nOut, nUnits] that carries it to the units: the readout weights, or random ones. */
  readonly feedback: Float64Array;
  /** dL/dz where the loss reads the spikes themselves, as a penalty on firing rates does. */
  readonly dRates: LossValue<Float64Array>['dRates'];
}

/** Gradients of the weights into the units. */
export interface SynapticGradients {
  /** [nUnits, nUnits], with what its diagonal would get; the network drops that. */
  readonly recurrentWeights: Float64Array;
  /** [nUnits, nIn] */
  readonly inputWeights: Float64Array;
}
