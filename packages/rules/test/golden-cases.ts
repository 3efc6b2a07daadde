import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Floats, Loss, NdArray, Params, TrialBatch } from '@lrsim/core';
import { type Kernel, type LeakyNetwork, leakyNetwork, type ParameterName, type RecurrentConstraint } from '@lrsim/rnn';
import { referencePath } from '@lrsim/test-support';
import { lossForKind } from '../src/losses/losses.js';

/** A folder of the reference implementations' numbers for small networks: one network, one batch, many rules. */
export const goldenFolder = 'golden/rules';

type NestedNumbers = number | readonly NestedNumbers[];

interface CaseFile {
  readonly config: {
    readonly act: string;
    readonly alpha: number;
    readonly loss: 'mse' | 'ce';
    readonly conv: 'a' | 'r';
    readonly kappa: number;
  };
  readonly arrays: Readonly<Record<string, NestedNumbers>>;
  readonly loss: number;
  readonly h: NestedNumbers;
  readonly y: NestedNumbers;
  readonly grads: Readonly<Record<string, readonly number[]>>;
}

/** One golden network with its batch. */
export interface GoldenCase {
  readonly name: string;
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly trials: number;
  readonly steps: number;
  /** Leak on the pre-activation ('a') or on the rate ('r'). */
  readonly convention: 'a' | 'r';
  /** kappa of the readout, and the leak. */
  readonly kappa: number;
  readonly alpha: number;
  network<F extends Floats>(kernel: Kernel<F>): LeakyNetwork<F>;
  params<F extends Floats>(kernel: Kernel<F>): Params<F>;
  readonly batch: TrialBatch;
  readonly loss: Loss;
  /** The value of the loss, and rates and outputs [trials, steps, ...]. */
  readonly lossValue: number;
  readonly rates: Float64Array;
  readonly outputs: Float64Array;
  /** An auxiliary array (feedback_B, nu, ...), flat, in the file's own order. */
  array(name: string): Float64Array;
  /** An auxiliary array [steps, trials, ...] as [trials, steps, ...]. */
  trialMajor(name: string): Float64Array;
  /** Golden gradients by rule: [W | U | b | V | c]. */
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

const flat = (nested: NestedNumbers): number[] => (typeof nested === 'number' ? [nested] : nested.flatMap(flat));
const shapeOf = (nested: NestedNumbers): number[] =>
  typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0])];

/** [steps, trials, ...] to [trials, steps, ...]. */
function toTrialMajor(nested: NestedNumbers): Float64Array {
  const byStep = nested as readonly (readonly NestedNumbers[])[];
  return Float64Array.from(byStep[0].flatMap((_, trial) => byStep.flatMap((step) => flat(step[trial]))));
}

/** All golden cases there are. */
export function goldenCases(): GoldenCase[] {
  const folder = referencePath(goldenFolder);
  return readdirSync(folder)
    .filter((name) => existsSync(referencePath(goldenFolder, name, 'case.json')))
    .sort()
    .map((name) => goldenCase(name, JSON.parse(readFileSync(referencePath(goldenFolder, name, 'case.json'), 'utf8'))));
}

function goldenCase(name: string, file: CaseFile): GoldenCase {
  const { config, arrays } = file;
  const [steps, trials, nIn] = shapeOf(arrays.x);
  const [nOut, nUnits] = shapeOf(arrays.V);
  const array = (of: string) => Float64Array.from(flat(arrays[of]));
  const mask = { data: Float32Array.from(array('Wmask')), shape: [nUnits, nUnits] };
  const constraint: RecurrentConstraint = mask.data.includes(0)
    ? { kind: 'sparse', mask, density: 0.5 }
    : { kind: 'none' };
  const parameter = <F extends Floats>(kernel: Kernel<F>, of: string, shape: number[]): NdArray<F> => {
    const data = kernel.zeros(flat(arrays[of]).length);
    data.set(array(of));
    return { data, shape };
  };
  const regression = config.loss === 'mse';
  const perStep = toTrialMajor(arrays.mask);
  return {
    name,
    nIn,
    nUnits,
    nOut,
    trials,
    steps,
    convention: config.conv,
    kappa: config.kappa,
    alpha: config.alpha,
    network: (kernel) =>
      leakyNetwork({
        nIn,
        nUnits,
        nOut,
        leak: config.conv === 'r' ? 'rate' : 'pre-activation',
        alpha: config.alpha,
        readoutLeak: config.kappa,
        activation: config.act,
        constraint,
        kernel,
      }),
    params: (kernel) => ({
      recurrentWeights: parameter(kernel, 'W', [nUnits, nUnits]),
      inputWeights: parameter(kernel, 'U', [nUnits, nIn]),
      bias: parameter(kernel, 'b', [nUnits]),
      readoutWeights: parameter(kernel, 'V', [nOut, nUnits]),
      readoutBias: parameter(kernel, 'c', [nOut]),
      initialState: parameter(kernel, 'a0', [nUnits]),
    }),
    // The goldens are float64; a batch holds what a loss can read, whatever its precision.
    batch: {
      inputs: toTrialMajor(arrays.x),
      targets: toTrialMajor(regression ? arrays.target : arrays.label),
      mask: regression
        ? Float64Array.from({ length: perStep.length * nOut }, (_, k) => perStep[Math.floor(k / nOut)])
        : perStep,
      trials,
      steps,
      nIn,
      nOut,
      dtMs: 1,
      kind: regression ? 'regression' : 'classification',
      info: [],
    } as unknown as TrialBatch,
    loss: lossForKind(regression ? 'regression' : 'classification'),
    lossValue: file.loss,
    rates: toTrialMajor(file.h),
    outputs: toTrialMajor(file.y),
    array,
    trialMajor: (of) => toTrialMajor(arrays[of]),
    gradients: file.grads,
  };
}

/** Gradients in the order of the goldens, [W | U | b | V | c]; they have none of the initial state. */
export const inGoldenOrder = (gradients: Params): number[] =>
  (['recurrentWeights', 'inputWeights', 'bias', 'readoutWeights', 'readoutBias'] as ParameterName[]).flatMap((name) =>
    Array.from(gradients[name].data),
  );

/** |found - golden| / |golden| over all entries. */
export function errorOf(found: Params, golden: readonly number[]): number {
  const ours = inGoldenOrder(found);
  if (ours.length !== golden.length) return Number.NaN;
  return Math.hypot(...golden.map((g, k) => g - ours[k])) / Math.hypot(...golden);
}
