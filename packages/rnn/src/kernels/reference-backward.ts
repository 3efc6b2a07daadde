import type { RunSize } from '@lrsim/core';
import type { Cell, CellGradients, CreditRoute, ParameterName, Sensitivity } from '../types.js';
import type { ReferenceTrajectory } from './reference-kernel.js';

/** Credit of all units at one step: their own, and what they pass on (the same array where a route has no relay). */
interface Credit {
  readonly own: Float64Array;
  readonly passedOn: Float64Array;
}

/**
 * The backward pass of every adjoint rule. With g_t = dL/dy_t and lambda_t = B^T g_t + dL/dh_t (B = V unless the route says
 * otherwise), the rule's dL/da_t obeys, with the leak on the pre-activation and from delta_{T+1} = 0,
 *
 *     delta_t = f'(a_t) lambda_t + s_t m_t + (1 - alpha) delta_{t+1},        m_t = alpha M^T rho_{t+1}
 *
 * where M and the slope s_t are the route's (BPTT: W and f'(a_t); e-prop: m_t = 0), and rho_t is what units pass on: delta_t
 * itself or, with a relay, f'(a_t) lambda_t + slope m_t + [leak] (1 - alpha) rho_{t+1}. With the leak on the rate the rule's
 * dL/dr_t, and the credit delta_t at the synapses, obey
 *
 *     own_t = lambda_t + m_t + (1 - alpha) own_{t+1},        m_t = alpha M^T (f'(u_{t+1}) rho_{t+1}),        delta_t = f'(u_t) own_t
 *
 * Either way
 *
 *     G_W = alpha sum delta_t h_{t-1}^T   G_U = alpha sum delta_t x_t^T   G_b = alpha sum delta_t
 *     G_0 = sum [(1 - alpha) own_1 + slope_0 m_0]            G_V = sum g_t h_t^T   G_c = sum g_t
 *
 * A window of k steps is k such recursions side by side, where number j takes what follows from number j - 1 and number 0 is
 * nothing: number k holds the paths over at most k uses.
 */
export function referenceBackward(
  cell: Cell<Float64Array>,
  inputs: ArrayLike<number>,
  { trials, steps }: RunSize,
  { state, rates }: ReferenceTrajectory,
  { dOutputs, dRates }: Sensitivity<Float64Array>,
  { recurrent, readout, detach, window }: CreditRoute,
): CellGradients<Float64Array> & { inputs: Float64Array } {
  const { nIn, nUnits, nOut, alpha, activation, weights } = cell;
  const leakOnRate = cell.leak === 'rate';
  const B = readout ?? weights.readoutWeights;
  const gradients = Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [name, new Float64Array(values.length)]),
  ) as Record<ParameterName, Float64Array>;
  const inputGradients = new Float64Array(trials * steps * nIn); // alpha U^T delta_t
  const at = (t: number, trial: number) => (t * trials + trial) * nUnits;
  const slopesAt = (t: number, trial: number) =>
    state.subarray(at(t, trial), at(t, trial) + nUnits).map((a) => activation.slope(a, activation.value(a)));

  /** lambda_t */
  const fromLoss = (t: number, trial: number): Float64Array => {
    const lambda = new Float64Array(nUnits);
    const row = trial * steps + (t - 1);
    for (let i = 0; i < nUnits; i++) {
      lambda[i] = (dRates?.array?.[row * nUnits + i] ?? 0) + (dRates?.factor ?? 0) * rates[at(t, trial) + i];
      for (let o = 0; o < nOut; o++) lambda[i] += B[o * nUnits + i] * dOutputs[row * nOut + o];
    }
    return lambda;
  };

  /** m_t = alpha M^T rho_{t+1}, nothing where the route lets nothing across. */
  const acrossSynapses = (t: number, trial: number, later: Credit): Float64Array => {
    const arriving = new Float64Array(nUnits);
    if (!recurrent || t === steps || recurrent.cut?.(steps - t, t)) return arriving;
    const slopes = leakOnRate ? slopesAt(t + 1, trial) : undefined;
    for (let i = 0; i < nUnits; i++) {
      const leaving = alpha * later.passedOn[i] * (slopes?.[i] ?? 1);
      for (let j = 0; j < nUnits; j++) arriving[j] += recurrent.weights[i * nUnits + j] * leaving;
    }
    return arriving;
  };

  /** Credit at step t from what the loss says there and, unless the state was detached, from the credit at step t+1. */
  const stepBack = (t: number, trial: number, later: Credit): Credit => {
    const own = t === 0 ? new Float64Array(nUnits) : fromLoss(t, trial);
    const slopes = leakOnRate ? undefined : slopesAt(t, trial);
    if (slopes) for (let i = 0; i < nUnits; i++) own[i] *= slopes[i];
    const relay = recurrent?.relay;
    const passedOn = relay ? own.slice() : own;
    if (0 < t && t < steps && detach?.(t)) return { own, passedOn };
    const m = acrossSynapses(t, trial, later);
    for (let i = 0; i < nUnits; i++) {
      own[i] += (recurrent?.slope ?? slopes?.[i] ?? 1) * m[i] + (1 - alpha) * later.own[i];
      if (relay) passedOn[i] += relay.slope * m[i] + (relay.leak ? (1 - alpha) * later.passedOn[i] : 0);
    }
    return { own, passedOn };
  };

  for (let trial = 0; trial < trials; trial++) {
    const nothing = { own: new Float64Array(nUnits), passedOn: new Float64Array(nUnits) };
    let later: Credit[] = Array.from({ length: window ?? 1 }, () => nothing);
    for (let t = steps; t >= 1; t--) {
      const sources = window === undefined ? later : [nothing, ...later.slice(0, -1)];
      later = sources.map((source) => stepBack(t, trial, source));
      const delta = later[later.length - 1].own.slice();
      const slopes = leakOnRate ? slopesAt(t, trial) : undefined;
      if (slopes) for (let i = 0; i < nUnits; i++) delta[i] *= slopes[i];
      addStep(t, trial, delta);
    }
    const first = stepBack(0, trial, later[later.length - 1]).own;
    for (let i = 0; i < nUnits; i++) gradients.initialState[i] += first[i];
  }
  return { ...gradients, inputs: inputGradients };

  /** Adds what step t contributes to the gradients of the weights. */
  function addStep(t: number, trial: number, delta: Float64Array): void {
    const row = trial * steps + (t - 1);
    for (let i = 0; i < nUnits; i++) {
      const step = alpha * delta[i];
      for (let j = 0; j < nUnits; j++) gradients.recurrentWeights[i * nUnits + j] += step * rates[at(t - 1, trial) + j];
      for (let k = 0; k < nIn; k++) {
        gradients.inputWeights[i * nIn + k] += step * inputs[row * nIn + k];
        inputGradients[row * nIn + k] += step * weights.inputWeights[i * nIn + k];
      }
      gradients.bias[i] += step;
    }
    for (let o = 0; o < nOut; o++) {
      const g = dOutputs[row * nOut + o];
      for (let i = 0; i < nUnits; i++) gradients.readoutWeights[o * nUnits + i] += g * rates[at(t, trial) + i];
      gradients.readoutBias[o] += g;
    }
  }
}
