import type { RunSize } from '@lrsim/core';
import type { Activation } from './activations.js';
import type { Cell } from './types.js';
import { heapMatrix, multiply } from './wasm-heap.js';

/** What the forward pass leaves behind, time-major. */
export interface Trajectory {
  /** p_1..p_{T+1} with p_t = [h_{t-1}; x_t; 1], [steps + 1, trials, width]; x_{T+1} = 0. */
  readonly presynaptic: Float32Array;
  /** f'(a_1)..f'(a_T), [steps, trials, nUnits]; empty unless recorded. */
  readonly slopes: Float32Array;
  readonly width: number;
  readonly sumOfSquares: number;
}

/** Runs all steps: one product [W | U | b] p_t and one fused pass (leak, nonlinearity, noise) a step. */
export function runSteps(
  cell: Cell<Float32Array>,
  activation: Activation,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: ArrayLike<number> | undefined,
  recordSlopes: boolean,
): Trajectory {
  const { nIn, nUnits, alpha, weights } = cell;
  const { trials, steps } = size;
  const width = nUnits + nIn + 1;
  const presynaptic = presynapticWithoutRates(inputs, size, nIn, nUnits);
  const slopes = new Float32Array(recordSlopes ? steps * trials * nUnits : 0);
  const state = new Float32Array(trials * nUnits); // a_t
  for (let trial = 0; trial < trials; trial++)
    for (let i = 0; i < nUnits; i++) {
      state[trial * nUnits + i] = weights.initialState[i];
      presynaptic[trial * width + i] = activation.value(weights.initialState[i]);
    }

  const synapses = heapMatrix(width, nUnits, synapsesTransposed(cell, width));
  const input = heapMatrix(trials, width);
  let sumOfSquares = 0;
  for (let t = 0; t < steps; t++) {
    input.view().set(presynaptic.subarray(t * trials * width, (t + 1) * trials * width));
    const product = multiply(input, synapses);
    const drive = product.view();
    for (let trial = 0; trial < trials; trial++) {
      const from = trial * nUnits;
      const to = ((t + 1) * trials + trial) * width;
      const slopeAt = (t * trials + trial) * nUnits;
      const noiseAt = (trial * steps + t) * nUnits;
      for (let i = 0; i < nUnits; i++) {
        const a = state[from + i] + alpha * (drive[from + i] - state[from + i]);
        const h = activation.value(a);
        const rate = noise ? h + noise[noiseAt + i] : h;
        state[from + i] = a;
        presynaptic[to + i] = rate;
        sumOfSquares += rate * rate;
        if (recordSlopes) slopes[slopeAt + i] = activation.slope(a, h);
      }
    }
    product.dispose();
  }
  input.dispose();
  synapses.dispose();
  return { presynaptic, slopes, width, sumOfSquares };
}

/** y_t = V h_t + c for all steps in one product, [trials, steps, nOut]. */
export function readOut(cell: Cell<Float32Array>, trajectory: Trajectory, { trials, steps }: RunSize): Float32Array {
  const { nUnits, nOut, weights } = cell;
  if (nOut === 0) return new Float32Array(0);
  const { presynaptic, width } = trajectory;
  const readout = new Float32Array(width * nOut); // [V'; 0; c']
  for (let o = 0; o < nOut; o++) {
    for (let i = 0; i < nUnits; i++) readout[i * nOut + o] = weights.readoutWeights[o * nUnits + i];
    readout[(width - 1) * nOut + o] = weights.readoutBias[o];
  }
  const rates = heapMatrix(steps * trials, width, presynaptic.subarray(trials * width));
  const synapses = heapMatrix(width, nOut, readout);
  const product = multiply(rates, synapses);
  const timeMajor = product.view();
  const outputs = new Float32Array(trials * steps * nOut);
  for (let t = 0; t < steps; t++)
    for (let trial = 0; trial < trials; trial++)
      for (let o = 0; o < nOut; o++)
        outputs[(trial * steps + t) * nOut + o] = timeMajor[(t * trials + trial) * nOut + o];
  for (const matrix of [rates, synapses, product]) matrix.dispose();
  return outputs;
}

/** The rows p_t with inputs and the constant 1 in place, rates still zero. */
function presynapticWithoutRates(
  inputs: ArrayLike<number>,
  { trials, steps }: RunSize,
  nIn: number,
  nUnits: number,
): Float32Array {
  const width = nUnits + nIn + 1;
  const presynaptic = new Float32Array((steps + 1) * trials * width);
  for (let t = 0; t <= steps; t++)
    for (let trial = 0; trial < trials; trial++) {
      const row = (t * trials + trial) * width;
      if (t < steps)
        for (let k = 0; k < nIn; k++) presynaptic[row + nUnits + k] = inputs[(trial * steps + t) * nIn + k];
      presynaptic[row + width - 1] = 1;
    }
  return presynaptic;
}

/** [W | U | b] transposed, [width, nUnits]. */
function synapsesTransposed({ nIn, nUnits, weights }: Cell<Float32Array>, width: number): Float32Array {
  const synapses = new Float32Array(width * nUnits);
  for (let i = 0; i < nUnits; i++) {
    for (let j = 0; j < nUnits; j++) synapses[j * nUnits + i] = weights.recurrentWeights[i * nUnits + j];
    for (let k = 0; k < nIn; k++) synapses[(nUnits + k) * nUnits + i] = weights.inputWeights[i * nIn + k];
    synapses[(width - 1) * nUnits + i] = weights.bias[i];
  }
  return synapses;
}
