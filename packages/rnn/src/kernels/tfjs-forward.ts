import type { Noise, RunSize } from '@lrsim/core';
import {
  add,
  concat,
  matMul,
  mean,
  mul,
  reshape,
  slice,
  square,
  sub,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  tensor3d,
  tidy,
  tile,
  transpose,
} from '@tensorflow/tfjs-core';
import type { Cell } from '../types.js';
import { tensorActivation } from './tfjs-activations.js';

/** What a run leaves behind, in plain arrays: nothing of it stays on the device. */
export interface TfjsTrajectory {
  /** h_0..h_T, [step 0..T, trial, unit]. */
  readonly rates: Float32Array;
  /** f' of a_0..a_T or, where the leak is on the rate, of u_1..u_T after a row of zeros; empty unless recorded. */
  readonly slopes: Float32Array;
  /** y_1..y_T, [trials, steps, nOut]. */
  readonly outputs: Float32Array;
  readonly meanSquareRate: number;
}

/** A border array [trials, steps, channels] as rows of time-major order, [steps * trials, channels]. */
export const timeMajorRows = (values: ArrayLike<number>, { trials, steps }: RunSize, channels: number): Tensor2D =>
  tidy(() => {
    const border = tensor3d(Float32Array.from(values), [trials, steps, channels]);
    return reshape(transpose(border, [1, 0, 2]), [steps * trials, channels]);
  });

/** The rows of all trials at step t, counted from the first that `rows` holds. */
export const rowsAt = (rows: Tensor2D, index: number, trials: number): Tensor2D =>
  slice(rows, [index * trials, 0], [trials, rows.shape[1]]);

/** A flat matrix as a tensor. */
export const matrix = (values: ArrayLike<number>, rows: number, columns: number): Tensor2D =>
  tensor2d(values instanceof Float32Array ? values : Float32Array.from(values), [rows, columns]);

/**
 * The forward pass of the reference kernel, all trials at once: the input drive of all steps in one product, then one
 * product W h_{t-1} a step.
 */
export function tfjsForward(
  cell: Cell<Float32Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: Noise | undefined,
  recordSlopes: boolean,
): TfjsTrajectory {
  const { nIn, nUnits, nOut, alpha, weights } = cell;
  const { trials, steps } = size;
  const leakOnRate = cell.leak === 'rate';
  const activation = tensorActivation(cell.activation.name);
  // The transposes are made once: a product with `transposeB` takes the wasm backend ten times as long.
  const recurrent = transpose(matrix(weights.recurrentWeights, nUnits, nUnits));
  const inputWeights = transpose(matrix(weights.inputWeights, nUnits, nIn));
  const drives = add(
    matMul(timeMajorRows(inputs, size, nIn), inputWeights),
    matrix(weights.bias, 1, nUnits),
  ) as Tensor2D;
  const rateNoise = noise?.rates && timeMajorRows(noise.rates, size, nUnits);
  const perturbation = noise?.preActivation && timeMajorRows(noise.preActivation, size, nUnits);

  let leaking = tile(matrix(weights.initialState, 1, nUnits), [trials, 1]); // a_t or r_t
  const rates: Tensor2D[] = [(leakOnRate ? leaking : activation.value(leaking)) as Tensor2D];
  const slopes: Tensor2D[] = recordSlopes
    ? [(leakOnRate ? mul(leaking, 0) : activation.slope(leaking, rates[0])) as Tensor2D]
    : [];
  for (let t = 1; t <= steps; t++) {
    const [next, rate, slope] = tidy(() => {
      const drive = add(rowsAt(drives, t - 1, trials), matMul(rates[t - 1], recurrent));
      const shifted = (state: typeof drive) => (perturbation ? add(state, rowsAt(perturbation, t - 1, trials)) : state);
      const noisy = (h: typeof drive) => (rateNoise ? add(h, rowsAt(rateNoise, t - 1, trials)) : h);
      const towards = (target: typeof drive) => add(leaking, mul(alpha, sub(target, leaking)));
      const state = leakOnRate ? shifted(drive) : shifted(towards(drive)); // u_t or a_t
      const value = activation.value(state);
      const slope = recordSlopes ? [activation.slope(state, value)] : [];
      const clean = leakOnRate ? towards(value) : value;
      return [leakOnRate ? clean : state, noisy(clean), ...slope] as Tensor2D[];
    });
    if (leaking !== rates[t - 1]) leaking.dispose();
    leaking = next;
    rates.push(rate);
    if (slope) slopes.push(slope);
  }

  const allRates = concat(rates, 0);
  const ran = slice(allRates, [trials, 0], [steps * trials, nUnits]);
  return {
    rates: allRates.dataSync() as Float32Array,
    slopes: recordSlopes ? (concat(slopes, 0).dataSync() as Float32Array) : new Float32Array(0),
    outputs: nOut === 0 ? new Float32Array(0) : readOut(cell, ran, size),
    meanSquareRate: mean(square(ran)).dataSync()[0],
  };
}

/** y_t = V h_t + c for all steps in one product, [trials, steps, nOut]. */
function readOut({ nUnits, nOut, weights }: Cell<Float32Array>, rates: Tensor2D, { trials, steps }: RunSize) {
  const readout = transpose(matrix(weights.readoutWeights, nOut, nUnits));
  const rows = add(matMul(rates, readout), matrix(weights.readoutBias, 1, nOut));
  const timeMajor = reshape(rows, [steps, trials, nOut]) as Tensor3D;
  return transpose(timeMajor, [1, 0, 2]).dataSync() as Float32Array;
}
