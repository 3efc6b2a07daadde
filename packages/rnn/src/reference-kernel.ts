import type { RunSize } from '@lrsim/core';
import { timeMajorRollout } from './time-major-rollout.js';
import type { Cell, CellGradients, CreditRoute, ForwardPass, Kernel, ParameterName, Sensitivity } from './types.js';

/**
 * The reference kernel: float64, plain loops, written to be read beside the equations. Slow, and the standard the other
 * kernels are held to.
 */
export const referenceKernel: Kernel<Float64Array> = {
  name: 'reference',
  precision: 'float64',
  zeros: (length) => new Float64Array(length),
  forward,
};

/**
 * The forward pass, for each trial (Liu, Yang & Cueva 2025, Eq. 1, in the order their code computes it):
 *
 *     h_0 = f(a_0)
 *     a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b)
 *     h_t = f(a_t) + noise_t
 *     y_t = V h_t + c                                              t = 1..T
 */
function forward(
  cell: Cell<Float64Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: ArrayLike<number> | undefined,
): ForwardPass<Float64Array> {
  const { nIn, nUnits, nOut, alpha, activation, weights } = cell;
  const { recurrentWeights: W, inputWeights: U, bias: b, readoutWeights: V, readoutBias: c } = weights;
  const { trials, steps } = size;
  const a = new Float64Array((steps + 1) * trials * nUnits); // a_0..a_T, [step, trial, unit]
  const h = new Float64Array(a.length);
  const y = new Float64Array(trials * steps * nOut); // [trial, step, output]
  const at = (t: number, trial: number) => (t * trials + trial) * nUnits;
  let sumOfSquares = 0;

  for (let trial = 0; trial < trials; trial++) {
    for (let i = 0; i < nUnits; i++) {
      a[at(0, trial) + i] = weights.initialState[i];
      h[at(0, trial) + i] = activation.value(weights.initialState[i]);
    }
    for (let t = 1; t <= steps; t++) {
      const x = (trial * steps + (t - 1)) * nIn;
      const now = at(t, trial);
      const before = at(t - 1, trial);
      for (let i = 0; i < nUnits; i++) {
        let drive = b[i];
        for (let j = 0; j < nUnits; j++) drive += W[i * nUnits + j] * h[before + j];
        for (let k = 0; k < nIn; k++) drive += U[i * nIn + k] * inputs[x + k];
        a[now + i] = (1 - alpha) * a[before + i] + alpha * drive;
        h[now + i] = activation.value(a[now + i]);
        if (noise) h[now + i] += noise[(trial * steps + (t - 1)) * nUnits + i];
        sumOfSquares += h[now + i] ** 2;
      }
      for (let o = 0; o < nOut; o++) {
        let output = c[o];
        for (let i = 0; i < nUnits; i++) output += V[o * nUnits + i] * h[now + i];
        y[(trial * steps + (t - 1)) * nOut + o] = output;
      }
    }
  }

  const rollout = timeMajorRollout({
    kernel: referenceKernel.name,
    size,
    nUnits,
    nOut,
    outputs: y,
    meanSquareRate: sumOfSquares / (trials * steps * nUnits),
    zeros: referenceKernel.zeros,
    storage: h,
    offset: trials * nUnits,
    stride: nUnits,
  });
  return {
    rollout,
    backward: (sensitivity, route) => backward(cell, inputs, size, { a, h }, sensitivity, route),
  };
}

/**
 * The backward pass of every adjoint rule. With g_t = dL/dy_t and lambda_t = B^T g_t + dL/dh_t (B = V unless the route says
 * otherwise), delta_t = the rule's dL/da_t obeys, from delta_{T+1} = 0,
 *
 *     delta_t = f'(a_t) lambda_t + (1 - alpha) delta_{t+1} + slope_t alpha M^T delta_{t+1}
 *
 * where M and slope_t are the route's (BPTT: W and f'(a_t); e-prop: nothing). Then
 *
 *     G_W = alpha sum delta_t h_{t-1}^T   G_U = alpha sum delta_t x_t^T   G_b = alpha sum delta_t
 *     G_a0 = sum [(1 - alpha) delta_1 + slope_0 alpha M^T delta_1]       G_V = sum g_t h_t^T   G_c = sum g_t
 */
function backward(
  cell: Cell<Float64Array>,
  inputs: ArrayLike<number>,
  { trials, steps }: RunSize,
  { a, h }: { a: Float64Array; h: Float64Array },
  { dOutputs, dRates }: Sensitivity<Float64Array>,
  { recurrent, readout }: CreditRoute,
): CellGradients<Float64Array> & { inputs: Float64Array } {
  const { nIn, nUnits, nOut, alpha, activation, weights } = cell;
  const B = readout ?? weights.readoutWeights;
  const gradients = Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [name, new Float64Array(values.length)]),
  ) as Record<ParameterName, Float64Array>;
  const inputGradients = new Float64Array(trials * steps * nIn); // alpha U^T delta_t
  const at = (t: number, trial: number) => (t * trials + trial) * nUnits;
  const slopeAt = (index: number) => activation.slope(a[index], activation.value(a[index]));

  for (let trial = 0; trial < trials; trial++) {
    let next = new Float64Array(nUnits); // delta_{t+1}
    for (let t = steps; t >= 0; t--) {
      const now = at(t, trial);
      const delta = new Float64Array(nUnits);
      if (recurrent && !recurrent.cut?.(steps - t))
        for (let j = 0; j < nUnits; j++) {
          let sum = 0;
          for (let i = 0; i < nUnits; i++) sum += recurrent.weights[i * nUnits + j] * next[i];
          delta[j] = (recurrent.slope ?? slopeAt(now + j)) * alpha * sum;
        }
      for (let i = 0; i < nUnits; i++) delta[i] += (1 - alpha) * next[i];
      if (t === 0) {
        for (let i = 0; i < nUnits; i++) gradients.initialState[i] += delta[i];
        break;
      }
      const row = trial * steps + (t - 1);
      for (let i = 0; i < nUnits; i++) {
        let lambda = dRates?.array?.[row * nUnits + i] ?? 0;
        lambda += (dRates?.factor ?? 0) * h[now + i];
        for (let o = 0; o < nOut; o++) lambda += B[o * nUnits + i] * dOutputs[row * nOut + o];
        delta[i] += slopeAt(now + i) * lambda;
      }
      for (let i = 0; i < nUnits; i++) {
        const step = alpha * delta[i];
        for (let j = 0; j < nUnits; j++) gradients.recurrentWeights[i * nUnits + j] += step * h[at(t - 1, trial) + j];
        for (let k = 0; k < nIn; k++) {
          gradients.inputWeights[i * nIn + k] += step * inputs[row * nIn + k];
          inputGradients[row * nIn + k] += step * weights.inputWeights[i * nIn + k];
        }
        gradients.bias[i] += step;
      }
      for (let o = 0; o < nOut; o++) {
        const g = dOutputs[row * nOut + o];
        for (let i = 0; i < nUnits; i++) gradients.readoutWeights[o * nUnits + i] += g * h[now + i];
        gradients.readoutBias[o] += g;
      }
      next = delta;
    }
  }
  return { ...gradients, inputs: inputGradients };
}
