import { readFileSync } from 'node:fs';
import type { ReferenceArray } from './arrays.js';

type Nested = number | readonly Nested[];

/** A golden spiking network as its file has it: arrays nested by [step, trial, ...]. */
interface GoldenFile {
  readonly params: Readonly<Record<'decay_v' | 'rho' | 'v_th' | 'gamma' | 'kappa' | 'loss' | 'spikes', number>>;
  readonly inputs: Readonly<Record<'W' | 'U' | 'V' | 'x' | 'target' | 'beta', Nested>>;
  readonly outputs: Readonly<Record<'z' | 'v' | 'threshold' | 'psi' | 'y' | 'grad_W' | 'grad_U', Nested>>;
}

const flat = (nested: Nested): number[] => (typeof nested === 'number' ? [nested] : nested.flatMap(flat));
const shapeOf = (nested: Nested): number[] =>
  typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0] ?? [])];
const array = (nested: Nested): ReferenceArray & { readonly data: Float64Array } => ({
  data: Float64Array.from(flat(nested)),
  shape: shapeOf(nested),
});

/** [steps, trials, ...] to a flat [trials, steps, ...]. */
function trialMajor(nested: Nested): Float64Array {
  const bySteps = nested as readonly (readonly Nested[])[];
  return Float64Array.from(bySteps[0].flatMap((_, trial) => bySteps.flatMap((step) => flat(step[trial]))));
}

/** A golden network of LIF and ALIF units, its run and e-prop's gradients, in lrsim's layout; all sizes come from the file. */
export function readSpikingGolden(file: string) {
  const { params, inputs, outputs }: GoldenFile = JSON.parse(readFileSync(file, 'utf8'));
  const readoutWeights = array(inputs.V);
  const [steps, trials, nIn] = shapeOf(inputs.x);
  const [nOut, nUnits] = readoutWeights.shape;
  const timeConstant = (decay: number) => -1 / Math.log(decay); // in steps, which are 1 ms here
  return {
    /** For `spikingNetwork`. */
    options: {
      nIn,
      nUnits,
      nOut,
      membraneTimeConstantMs: timeConstant(params.decay_v),
      adaptationTimeConstantMs: timeConstant(params.rho),
      readoutTimeConstantMs: timeConstant(params.kappa),
      threshold: params.v_th,
      adaptation: flat(inputs.beta),
      dampening: params.gamma,
    },
    size: { trials, steps },
    params: {
      recurrentWeights: array(inputs.W),
      inputWeights: array(inputs.U),
      readoutWeights,
      readoutBias: { data: new Float64Array(nOut), shape: [nOut] },
    },
    inputs: trialMajor(inputs.x),
    targets: trialMajor(inputs.target),
    spikes: trialMajor(outputs.z),
    spikeCount: params.spikes,
    potentials: trialMajor(outputs.v),
    thresholds: trialMajor(outputs.threshold),
    slopes: trialMajor(outputs.psi),
    outputs: trialMajor(outputs.y),
    loss: params.loss,
    recurrentGradient: array(outputs.grad_W),
    inputGradient: array(outputs.grad_U),
  };
}
