import type { SpikingProblem, SynapticGradients } from './types.js';

/**
 * e-prop as synapses would compute it, forward in time (Bellec et al. 2020, Eqs. 22-25): every synapse carries two traces,
 * and its weight follows trace times learning signal. With the presynaptic spikes and inputs p_t = [z_{t-1}; x_t], for the
 * synapse from j to i
 *
 *     eps^v_t,j  = d eps^v_{t-1,j} + p_t,j                                        (the same for all postsynaptic units)
 *     eps^a_t,ij = psi_{t-1,i} eps^v_{t-1,j} + (rho - psi_{t-1,i} beta_i) eps^a_{t-1,ij}
 *     e_t,ij     = psi_t,i (eps^v_t,j - beta_i eps^a_t,ij)
 *     G_ij       = sum_t L_t,i e_t,ij
 *
 * The reference: it needs nothing from the future but nUnits (nUnits + nIn) operations in every step; `epropAdjoint` computes
 * the same sum with nUnits.
 */
export function epropForward(problem: SpikingProblem): SynapticGradients {
  const { network, batch, pass, signalsAt } = problem;
  const { nIn, nUnits, membraneDecay, adaptationDecay, adaptation } = network;
  const { trials, steps, inputs } = batch;
  const { spikes, slopes: psi } = pass;
  const nPre = nUnits + nIn;
  const L = new Float64Array(nUnits);
  const epsV = new Float64Array(nPre);
  const epsA = new Float64Array(nUnits * nPre);
  const G = new Float64Array(nUnits * nPre);

  for (let trial = 0; trial < trials; trial++) {
    epsV.fill(0);
    epsA.fill(0);
    for (let t = 0; t < steps; t++) {
      const row = trial * steps + t;
      const [now, before] = [row * nUnits, (row - 1) * nUnits];
      if (t > 0)
        for (let i = 0; i < nUnits; i++) {
          const kept = adaptationDecay - psi[before + i] * adaptation[i];
          for (let j = 0; j < nPre; j++) epsA[i * nPre + j] = psi[before + i] * epsV[j] + kept * epsA[i * nPre + j];
        }
      for (let j = 0; j < nUnits; j++) epsV[j] = membraneDecay * epsV[j] + (t > 0 ? spikes[before + j] : 0);
      for (let k = 0; k < nIn; k++) epsV[nUnits + k] = membraneDecay * epsV[nUnits + k] + inputs[row * nIn + k];
      signalsAt(row, L);
      for (let i = 0; i < nUnits; i++)
        for (let j = 0; j < nPre; j++) {
          const trace = psi[now + i] * (epsV[j] - adaptation[i] * epsA[i * nPre + j]);
          G[i * nPre + j] += L[i] * trace;
        }
    }
  }
  return {
    recurrentWeights: G.filter((_, k) => k % nPre < nUnits),
    inputWeights: G.filter((_, k) => k % nPre >= nUnits),
  };
}
