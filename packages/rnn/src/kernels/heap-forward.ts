import type { Noise } from '@lrsim/core';
import type { Cell } from '../types.js';
import { layOut } from './heap.js';
import type { HeapMachine } from './heap-machine.js';
import { type HeapSizes, stageStep } from './heap-sizes.js';
import { ACTIVATION_NUMBERS } from './recurrence-module.js';

/** Where a run leaves its trajectory: byte offsets. */
export interface TrajectoryPlace {
  /** p_1..p_{T+1}, p_t = [h_{t-1}; x_t; 1], [steps + 1, trials, presynapticStride]; x_{T+1} = 0. */
  readonly presynaptic: number;
  /** f'(a_1)..f'(a_T) (or of u), [steps, trials, units]; 0: not kept. */
  readonly slopes: number;
}

/** What else a run gives. */
export interface RunResult {
  /** [trials, steps, nOut] */
  readonly outputs: Float32Array;
  readonly sumOfSquares: number;
}

/**
 * The forward pass of the reference kernel, time-major: for each step one product of p_t with [W U b; V 0 c], which gives the
 * drive of step t and the outputs of step t-1, and one fused pass over the units.
 */
export function heapForward(
  machine: HeapMachine,
  cell: Cell<Float32Array>,
  sizes: HeapSizes,
  inputs: ArrayLike<number>,
  noise: Noise | undefined,
  place: TrajectoryPlace,
): RunResult {
  const { module, products, workspace } = machine;
  const { trials, steps, nUnits, nOut, units, presynaptic, presynapticStride, driveStride } = sizes;
  const rows = trials * units;
  const { at: offsets, bytes } = layOut({
    staged: (nUnits + nOut) * presynaptic,
    prepared: products.preparedFloats(presynaptic, nUnits + nOut),
    drive: trials * driveStride,
    state: rows,
    noise: rows,
    preNoise: rows,
    initial: 3 * units,
  });
  const base = workspace.fit(bytes);
  const at = (name: keyof typeof offsets) => base + offsets[name];

  for (const name of ['state', 'noise', 'preNoise'] as const) machine.floats(at(name), rows).fill(0); // what fills up rows too
  startTrials(machine, cell, sizes, place.presynaptic, at('state'), at('initial'));
  const columns = nUnits + nOut;
  const staged = { at: at('staged'), depth: presynaptic, columns, transposed: true, scale: 1 };
  stageSynapses(machine.floats(at('staged'), columns * presynaptic), cell, sizes);
  const synapses = products.prepare(staged, at('prepared'));

  const outputs = new Float32Array(trials * steps * nOut);
  const drive = { at: at('drive'), stride: driveStride };
  const rowBytes = 4 * trials * presynapticStride;
  const multiply = (t: number) => {
    const at = place.presynaptic + t * rowBytes;
    addInputs(machine.floats(at, trials * presynapticStride), sizes, inputs, t);
    products.multiply({ at, stride: presynapticStride }, trials, synapses, drive);
  };
  const takeOutputs = (t: number) => {
    const values = machine.floats(drive.at, trials * driveStride);
    for (let trial = 0; trial < trials; trial++)
      for (let o = 0; o < nOut; o++) outputs[(trial * steps + t) * nOut + o] = values[trial * driveStride + nUnits + o];
  };
  const stage = (name: 'noise' | 'preNoise', source: ArrayLike<number> | undefined, t: number) => {
    if (source) stageStep(machine.floats(at(name), rows), units, source, sizes, t, nUnits);
    return source ? at(name) : 0;
  };
  const activation = ACTIVATION_NUMBERS[cell.activation.name];
  let sumOfSquares = 0;
  for (let t = 0; t < steps; t++) {
    multiply(t);
    if (t > 0) takeOutputs(t - 1);
    sumOfSquares += module.forwardStep(
      ...([
        activation,
        cell.leak === 'rate' ? 1 : 0,
        trials,
        nUnits,
        cell.alpha,
        machine.table,
        drive.at,
        4 * driveStride,
      ] as const),
      ...([at('state'), stage('preNoise', noise?.preActivation, t), stage('noise', noise?.rates, t)] as const),
      ...([place.presynaptic + (t + 1) * rowBytes, 4 * presynapticStride] as const),
      place.slopes && place.slopes + 4 * t * rows,
    );
  }
  multiply(steps);
  takeOutputs(steps - 1);
  return { outputs, sumOfSquares };
}

/** Writes inputs and the constant 1 into the rows p_{t+1}, beside the rates, and zeros behind them. */
function addInputs(target: Float32Array, sizes: HeapSizes, inputs: ArrayLike<number>, t: number): void {
  const { trials, steps, nIn, units, presynapticStride } = sizes;
  for (let trial = 0; trial < trials; trial++) {
    const row = trial * presynapticStride + units;
    const from = (trial * steps + t) * nIn;
    for (let k = 0; k < nIn; k++) target[row + k] = t < steps ? inputs[from + k] : 0;
    target[row + nIn] = 1;
    for (let k = nIn + 1; k < presynapticStride - units; k++) target[row + k] = 0;
  }
}

/** State and rates of step 0, the same for all trials: a_0 and f(a_0), or twice r_0. */
function startTrials(
  machine: HeapMachine,
  { leak, activation, weights }: Cell<Float32Array>,
  { trials, nUnits, units, presynapticStride }: HeapSizes,
  presynaptic: number,
  state: number,
  scratch: number,
): void {
  const initial = machine.floats(scratch, 3 * units).fill(0);
  initial.set(weights.initialState);
  machine.module.activate(
    ACTIVATION_NUMBERS[activation.name],
    machine.table,
    units,
    scratch,
    scratch + 4 * units,
    scratch + 8 * units,
  );
  const rates = leak === 'rate' ? initial.subarray(0, units) : initial.subarray(units, 2 * units).fill(0, nUnits);
  const states = machine.floats(state, trials * units);
  const rows = machine.floats(presynaptic, trials * presynapticStride);
  for (let trial = 0; trial < trials; trial++) {
    states.set(initial.subarray(0, units), trial * units);
    rows.set(rates, trial * presynapticStride);
  }
}

/** [W U b; V 0 c], row-major, zeros where p_t has no unit. */
function stageSynapses(target: Float32Array, { weights }: Cell<Float32Array>, sizes: HeapSizes): void {
  const { nIn, nUnits, nOut, units, presynaptic } = sizes;
  target.fill(0);
  for (let i = 0; i < nUnits; i++) {
    const row = i * presynaptic;
    target.set(weights.recurrentWeights.subarray(i * nUnits, (i + 1) * nUnits), row);
    target.set(weights.inputWeights.subarray(i * nIn, (i + 1) * nIn), row + units);
    target[row + presynaptic - 1] = weights.bias[i];
  }
  for (let o = 0; o < nOut; o++) {
    const row = (nUnits + o) * presynaptic;
    target.set(weights.readoutWeights.subarray(o * nUnits, (o + 1) * nUnits), row);
    target[row + presynaptic - 1] = weights.readoutBias[o];
  }
}
