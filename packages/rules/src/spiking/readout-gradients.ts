import type { SpikingProblem } from './types.js';

/** The exact gradients of the readout: G_V = sum_t (readout credit)_t z_t^T and G_c = sum_t (readout credit)_t. */
export function readoutGradients({ network, batch, pass, readoutCredit }: SpikingProblem) {
  const { nUnits, nOut } = network;
  const readoutWeights = new Float64Array(nOut * nUnits);
  const readoutBias = new Float64Array(nOut);
  for (let row = 0; row < batch.trials * batch.steps; row++) {
    for (let i = 0; i < nUnits; i++)
      if (pass.spikes[row * nUnits + i] === 1)
        for (let o = 0; o < nOut; o++) readoutWeights[o * nUnits + i] += readoutCredit[row * nOut + o];
    for (let o = 0; o < nOut; o++) readoutBias[o] += readoutCredit[row * nOut + o];
  }
  return { readoutWeights, readoutBias };
}
