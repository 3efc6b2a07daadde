import type { RunSize } from '@lrsim/core';
import type { Activation } from './activations.js';
import type { Cell, CellGradients, CreditRoute, Sensitivity } from './types.js';
import type { Trajectory } from './wasm-forward.js';
import { heapMatrix, multiply, transposed } from './wasm-heap.js';

/**
 * The backward recursion of the reference kernel, time-major: at most one product a step (none where no credit crosses
 * the recurrence), one fused pass, then one product for all synapses.
 */
export function runBackward(
  cell: Cell<Float32Array>,
  activation: Activation,
  size: RunSize,
  trajectory: Trajectory,
  sensitivity: Sensitivity<Float32Array>,
  route: CreditRoute,
  withInputs: boolean,
): CellGradients<Float32Array> {
  const { nUnits, alpha, weights } = cell;
  const { trials, steps } = size;
  const deltas = new Float32Array(steps * trials * nUnits); // delta_1..delta_T
  const keep = 1 - alpha;
  const nothing = new Float32Array(trials * nUnits);
  const { recurrent } = route;
  const feedback = recurrent && heapMatrix(nUnits, nUnits, recurrent.weights);
  const carrier = heapMatrix(trials, nUnits);

  /** alpha-less M^T delta, for all trials; undefined where the rule lets nothing through. */
  const carryBack = (next: Float32Array, stepsAfter: number): Float32Array | undefined => {
    if (!feedback || stepsAfter === 0 || recurrent?.cut?.(stepsAfter, steps - stepsAfter)) return undefined;
    carrier.view().set(next);
    const product = multiply(carrier, feedback);
    const carried = product.view().slice();
    product.dispose();
    return carried;
  };
  const direct = directSensitivity(cell, size, trajectory, sensitivity, route);

  let next = nothing;
  for (let t = steps; t >= 1; t--) {
    const carried = carryBack(next, steps - t);
    const now = deltas.subarray((t - 1) * trials * nUnits, t * trials * nUnits);
    const slopes = trajectory.slopes.subarray((t - 1) * trials * nUnits, t * trials * nUnits);
    direct(t, now);
    const constant = recurrent?.slope;
    if (carried === undefined) for (let k = 0; k < now.length; k++) now[k] = slopes[k] * now[k] + keep * next[k];
    else if (constant === undefined)
      for (let k = 0; k < now.length; k++) now[k] = slopes[k] * (now[k] + alpha * carried[k]) + keep * next[k];
    else
      for (let k = 0; k < now.length; k++) now[k] = slopes[k] * now[k] + constant * alpha * carried[k] + keep * next[k];
    next = now;
  }

  const initialState = new Float32Array(nUnits);
  const carried = carryBack(next, steps);
  for (let i = 0; i < nUnits; i++) {
    const a = weights.initialState[i];
    const slope = recurrent?.slope ?? activation.slope(a, activation.value(a));
    let sum = 0;
    for (let k = i; k < next.length; k += nUnits)
      sum += keep * next[k] + (carried === undefined ? 0 : slope * alpha * carried[k]);
    initialState[i] = sum;
  }
  feedback?.dispose();
  carrier.dispose();
  return {
    ...synapseGradients(cell, size, trajectory, deltas),
    ...readoutGradients(cell, size, trajectory, sensitivity),
    initialState,
    ...(withInputs ? { inputs: inputGradients(cell, size, deltas) } : {}),
  };
}

/** Writes lambda_t = B^T g_t + dL/dh_t of step t for all trials into `target`. */
function directSensitivity(
  { nUnits, nOut, weights }: Cell<Float32Array>,
  { trials, steps }: RunSize,
  { presynaptic, width }: Trajectory,
  { dOutputs, dRates }: Sensitivity<Float32Array>,
  { readout = weights.readoutWeights }: CreditRoute,
) {
  const factor = dRates?.factor ?? 0;
  const array = dRates?.array;
  return (t: number, target: Float32Array): void => {
    for (let trial = 0; trial < trials; trial++) {
      const row = trial * steps + (t - 1);
      const rates = (t * trials + trial) * width; // h_t stands in p_{t+1}
      const to = trial * nUnits;
      for (let i = 0; i < nUnits; i++) target[to + i] = factor * presynaptic[rates + i];
      if (array) for (let i = 0; i < nUnits; i++) target[to + i] += array[row * nUnits + i];
      for (let o = 0; o < nOut; o++) {
        const g = dOutputs[row * nOut + o];
        if (g !== 0) for (let i = 0; i < nUnits; i++) target[to + i] += g * readout[o * nUnits + i];
      }
    }
  };
}

/**
 * Rows of one product of the weight gradients. The backend adds up the rows of a product one after another in float32;
 * short products, summed in float64, keep what cancels: over all rows of the paper's context task at once, entries of the
 * gradient near 1e-8 (which Adam blows up to a full step) come out four times less exact.
 */
const ROWS_PER_PRODUCT = 256;

/** [G_W | G_U | G_b] = alpha sum delta_t p_t^T, over all steps and trials. */
function synapseGradients(
  { nIn, nUnits, alpha }: Cell<Float32Array>,
  { trials, steps }: RunSize,
  { presynaptic, width }: Trajectory,
  deltas: Float32Array,
) {
  const rows = steps * trials;
  const all = new Float64Array(nUnits * width);
  for (let from = 0; from < rows; from += ROWS_PER_PRODUCT) {
    const to = Math.min(from + ROWS_PER_PRODUCT, rows);
    const postsynaptic = heapMatrix(to - from, nUnits, deltas.subarray(from * nUnits, to * nUnits));
    const postsynapticTransposed = transposed(postsynaptic);
    const inputs = heapMatrix(to - from, width, presynaptic.subarray(from * width, to * width));
    const product = multiply(postsynapticTransposed, inputs);
    const values = product.view();
    for (let k = 0; k < all.length; k++) all[k] += values[k];
    for (const matrix of [postsynaptic, postsynapticTransposed, inputs, product]) matrix.dispose();
  }
  const recurrentWeights = new Float32Array(nUnits * nUnits);
  const inputWeights = new Float32Array(nUnits * nIn);
  const bias = new Float32Array(nUnits);
  for (let i = 0; i < nUnits; i++) {
    for (let j = 0; j < nUnits; j++) recurrentWeights[i * nUnits + j] = alpha * all[i * width + j];
    for (let k = 0; k < nIn; k++) inputWeights[i * nIn + k] = alpha * all[i * width + nUnits + k];
    bias[i] = alpha * all[i * width + width - 1];
  }
  return { recurrentWeights, inputWeights, bias };
}

/** G_V = sum g_t h_t^T and G_c = sum g_t, summed in double precision. */
function readoutGradients(
  { nUnits, nOut }: Cell<Float32Array>,
  { trials, steps }: RunSize,
  { presynaptic, width }: Trajectory,
  { dOutputs }: Sensitivity<Float32Array>,
) {
  const readoutWeights = new Float64Array(nOut * nUnits);
  const readoutBias = new Float64Array(nOut);
  for (let t = 1; t <= steps; t++)
    for (let trial = 0; trial < trials; trial++) {
      const rates = (t * trials + trial) * width;
      for (let o = 0; o < nOut; o++) {
        const g = dOutputs[(trial * steps + (t - 1)) * nOut + o];
        if (g === 0) continue;
        readoutBias[o] += g;
        for (let i = 0; i < nUnits; i++) readoutWeights[o * nUnits + i] += g * presynaptic[rates + i];
      }
    }
  return { readoutWeights: Float32Array.from(readoutWeights), readoutBias: Float32Array.from(readoutBias) };
}

/** dL/dx_t = alpha U^T delta_t, [trials, steps, nIn]. */
function inputGradients(
  { nIn, nUnits, alpha, weights }: Cell<Float32Array>,
  { trials, steps }: RunSize,
  deltas: Float32Array,
): Float32Array {
  const gradients = new Float32Array(trials * steps * nIn);
  for (let t = 0; t < steps; t++)
    for (let trial = 0; trial < trials; trial++)
      for (let k = 0; k < nIn; k++) {
        let sum = 0;
        const from = (t * trials + trial) * nUnits;
        for (let i = 0; i < nUnits; i++) sum += weights.inputWeights[i * nIn + k] * deltas[from + i];
        gradients[(trial * steps + t) * nIn + k] = alpha * sum;
      }
  return gradients;
}
