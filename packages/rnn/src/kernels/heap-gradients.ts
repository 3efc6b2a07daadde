import type { Cell, CreditRoute } from '../types.js';
import type { IntoStart } from './credit-steps.js';
import type { HeapMachine } from './heap-machine.js';
import type { HeapSizes } from './heap-sizes.js';
import { ACTIVATION_NUMBERS } from './recurrence-module.js';

/** G_W, G_U, G_b = alpha sum delta_t p_t^T and G_V, G_c = sum g_t [h_t; 1]^T, out of the one matrix of sums. */
export function weightGradients(
  sums: Float64Array,
  { alpha }: Cell<Float32Array>,
  { nIn, nUnits, nOut, units, sumsStride }: HeapSizes,
) {
  const recurrentWeights = new Float32Array(nUnits * nUnits);
  const inputWeights = new Float32Array(nUnits * nIn);
  const bias = new Float32Array(nUnits);
  for (let i = 0; i < nUnits; i++) {
    const row = i * sumsStride;
    for (let j = 0; j < nUnits; j++) recurrentWeights[i * nUnits + j] = alpha * sums[row + j];
    for (let k = 0; k < nIn; k++) inputWeights[i * nIn + k] = alpha * sums[row + units + k];
    bias[i] = alpha * sums[row + units + nIn];
  }
  const readoutWeights = new Float32Array(nOut * nUnits);
  const readoutBias = new Float32Array(nOut);
  for (let o = 0; o < nOut; o++) {
    const row = (units + o) * sumsStride;
    readoutWeights.set(sums.subarray(row, row + nUnits), o * nUnits);
    readoutBias[o] = sums[row + units + nIn];
  }
  return { recurrentWeights, inputWeights, bias, readoutWeights, readoutBias };
}

/** G_0 = sum over trials of (1 - alpha) own_1 + slope_0 m_0, with slope_0 = 1 where the leak is on the rate. */
export function initialStateGradient(
  machine: HeapMachine,
  { leak, alpha, activation, weights }: Cell<Float32Array>,
  { trials, nUnits, units }: HeapSizes,
  { recurrent }: CreditRoute,
  { own, arriving }: IntoStart,
  scratch: number,
): Float32Array {
  const initial = machine.floats(scratch, 3 * units);
  initial.set(weights.initialState);
  machine.module.activate(
    ACTIVATION_NUMBERS[activation.name],
    machine.table,
    units,
    scratch,
    scratch + 4 * units,
    scratch + 8 * units,
  );
  const credit = machine.floats(own.at, trials * own.stride);
  const across = arriving && machine.floats(arriving.at, trials * arriving.stride);
  return Float32Array.from({ length: nUnits }, (_, i) => {
    const slope = leak === 'rate' ? 1 : (recurrent?.slope ?? initial[2 * units + i]);
    let sum = 0;
    for (let trial = 0; trial < trials; trial++) {
      sum += (1 - alpha) * credit[trial * own.stride + i];
      if (across && arriving) sum += slope * across[trial * arriving.stride + i];
    }
    return sum;
  });
}

/** dL/dx_t = alpha U^T delta_t, [trials, steps, nIn], chunk by chunk. */
export function inputGradients(
  { products, floats }: HeapMachine,
  { alpha, weights }: Cell<Float32Array>,
  { trials, steps, nIn, nUnits, creditStride }: HeapSizes,
  at: (name: 'credit' | 'inputWeights' | 'inputWeightsPrepared' | 'inputs') => number,
) {
  const values = new Float32Array(trials * steps * nIn);
  floats(at('inputWeights'), nUnits * nIn).set(weights.inputWeights);
  const staged = { at: at('inputWeights'), depth: nUnits, columns: nIn, transposed: false, scale: alpha };
  const synapses = products.prepare(staged, at('inputWeightsPrepared'));
  const stride = Math.ceil(nIn / 8) * 8;
  return {
    values,
    /** Takes steps `first` to `last`, whose credit begins the array. */
    add(first: number, last: number): void {
      const rows = Math.max(0, last - first + 1) * trials;
      if (rows === 0) return;
      products.multiply({ at: at('credit'), stride: creditStride }, rows, synapses, { at: at('inputs'), stride });
      const product = floats(at('inputs'), rows * stride);
      for (let row = 0; row < rows; row++) {
        const to = ((row % trials) * steps + (first - 1) + Math.floor(row / trials)) * nIn;
        values.set(product.subarray(row * stride, row * stride + nIn), to);
      }
    },
  };
}
