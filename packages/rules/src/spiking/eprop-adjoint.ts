import type { SpikingProblem, SynapticGradients } from './types.js';

/**
 * e-prop computed backward in time. In e-prop no credit crosses from unit to unit, so the transpose of the recursion of its
 * traces (`epropForward`) runs inside each unit: with c_t = L_t psi_t and lambda_{T+1} = alpha_{T+1} = 0,
 *
 *     lambda_t = c_t + psi_t alpha_{t+1} + d lambda_{t+1}          adjoint of eps^v_t
 *     alpha_t  = -beta c_t + (rho - psi_t beta) alpha_{t+1}        adjoint of eps^a_t
 *     G        = sum_t lambda_t [z_{t-1}; x_t]^T
 *
 * The same sum as the forward form, to rounding, for nUnits operations in a step and nUnits more for every presynaptic spike
 * or input that is not 0.
 */
export function epropAdjoint(problem: SpikingProblem): SynapticGradients {
  const { network, batch, pass, signalsAt } = problem;
  const { nIn, nUnits, membraneDecay, adaptationDecay, adaptation } = network;
  const { trials, steps, inputs } = batch;
  const { spikes, slopes: psi } = pass;
  const L = new Float64Array(nUnits);
  const lambda = new Float64Array(nUnits);
  const alpha = new Float64Array(nUnits);
  const ofUnits = new Float64Array(nUnits * nUnits); // [pre, post]: what one spike adds lies together
  const ofInputs = new Float64Array(nIn * nUnits);

  for (let trial = 0; trial < trials; trial++) {
    lambda.fill(0);
    alpha.fill(0);
    for (let t = steps - 1; t >= 0; t--) {
      const row = trial * steps + t;
      const [now, before] = [row * nUnits, (row - 1) * nUnits];
      signalsAt(row, L);
      for (let i = 0; i < nUnits; i++) {
        const slope = psi[now + i];
        const c = L[i] * slope;
        lambda[i] = c + slope * alpha[i] + membraneDecay * lambda[i];
        alpha[i] = (adaptationDecay - slope * adaptation[i]) * alpha[i] - adaptation[i] * c;
      }
      if (t > 0) for (let j = 0; j < nUnits; j++) if (spikes[before + j] === 1) addRow(ofUnits, j, lambda, 1);
      for (let k = 0; k < nIn; k++) {
        const x = inputs[row * nIn + k];
        if (x !== 0) addRow(ofInputs, k, lambda, x);
      }
    }
  }
  return { recurrentWeights: transposed(ofUnits, nUnits), inputWeights: transposed(ofInputs, nUnits) };
}

/** matrix[j] += scale * values */
function addRow(matrix: Float64Array, j: number, values: Float64Array, scale: number): void {
  const from = j * values.length;
  for (let i = 0; i < values.length; i++) matrix[from + i] += scale * values[i];
}

/** [pre, post] as [post, pre]. */
function transposed(matrix: Float64Array, nPost: number): Float64Array {
  const nPre = matrix.length / nPost;
  return Float64Array.from(matrix, (_, k) => matrix[(k % nPre) * nPost + Math.floor(k / nPre)]);
}
