import { readFileSync } from 'node:fs';
import { createRng, type Params, type TrialBatch } from '@lrsim/core';
import { leakyNetwork, type RecurrentConstraint, referenceKernel } from '@lrsim/rnn';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { adjointRule } from './adjoint/adjoint-rule.js';
import { bptt } from './adjoint/bptt.js';
import { eprop } from './adjoint/eprop.js';
import { lossForKind } from './losses/losses.js';
import type { AdjointRule } from './types.js';

/**
 * A second, independent set of goldens: small networks over activations, leaks, losses and masks, for the rules of this
 * package and for later members of the family, each written here as its route.
 */
interface GoldenCase {
  readonly config: { readonly act: string; readonly alpha: number; readonly loss: 'mse' | 'ce' };
  readonly arrays: Readonly<Record<string, NestedNumbers>>;
  readonly loss: number;
  readonly h: NestedNumbers;
  /** By rule: [W 36 | U 18 | b 6 | V 12 | c 2]. */
  readonly grads: Readonly<Record<string, readonly number[]>>;
}
type NestedNumbers = number | readonly NestedNumbers[];

const [nUnits, nIn, nOut, steps, trials] = [6, 3, 2, 12, 4];
const flat = (nested: NestedNumbers): number[] => (typeof nested === 'number' ? [nested] : nested.flatMap(flat));
/** [steps, trials, ...] to [trials, steps, ...] */
function trialMajor(nested: NestedNumbers): Float64Array {
  const byStep = nested as readonly (readonly NestedNumbers[])[];
  return Float64Array.from(Array.from({ length: trials }, (_, b) => flat(byStep.map((step) => step[b]))).flat());
}
const read = (name: string): GoldenCase =>
  JSON.parse(readFileSync(referencePath('golden/rules', name, 'case.json'), 'utf8'));

/** Every number of [nOut, nUnits] from one of [nUnits, nOut]. */
const transposed = (nested: NestedNumbers) =>
  Array.from({ length: nOut * nUnits }, (_, k) => flat(nested)[(k % nUnits) * nOut + Math.floor(k / nUnits)]);

/** Mean weight of every (post type x pre type) block, zeros included, at the place of each of its weights. */
function blockMeans(weights: ArrayLike<number>, types: readonly number[]): number[] {
  const block = (k: number) => `${types[Math.floor(k / nUnits)]} ${types[k % nUnits]}`;
  const sums = new Map<string, [number, number]>();
  for (let k = 0; k < weights.length; k++) {
    const [sum, count] = sums.get(block(k)) ?? [0, 0];
    sums.set(block(k), [sum + weights[k], count + 1]);
  }
  return Array.from(weights, (_, k) => {
    const [sum, count] = sums.get(block(k)) ?? [0, 1];
    return sum / count;
  });
}

/** The members of the family among the golden rules, for one case. */
function membersFor({ arrays }: GoldenCase): Record<string, AdjointRule<null>> {
  const readout = transposed(arrays.feedback_B);
  const types = flat(arrays.types);
  const member = (route: AdjointRule<null>['route']) => adjointRule<null>({ ...bptt, route });
  return {
    bptt,
    eprop_sym: eprop,
    eprop_random: member(() => ({ readout })),
    bptt_fa: member((weights) => ({ recurrent: { weights }, readout })),
    bptt_fa_rec: member(() => ({ recurrent: { weights: flat(arrays.feedback_R) }, readout })),
    tbptt_hdetach4: member((weights) => ({ recurrent: { weights, cut: (stepsAfter) => stepsAfter % 4 === 0 } })),
    modprop_code_W: member((weights) => ({ recurrent: { weights, slope: 0.25 } })),
    modprop_code_type: member((weights) => ({
      recurrent: { weights: blockMeans(weights, types), slope: 0.25 },
    })),
  };
}

/** Cases with the leak on the pre-activation and no filter on the readout. */
const names = Array.from({ length: 33 }, (_, k) => k)
  .filter((k) => k < 22 || (k > 23 && k < 27) || k === 32)
  .map((k) => `case_${String(k).padStart(2, '0')}`);

describeWithReference('gradients of small networks, rule by rule', ['golden/rules'], () => {
  describe.each(names)('%s', (name) => {
    const golden = read(name);
    const { arrays, config } = golden;
    const data = (array: string) => Float64Array.from(flat(arrays[array]));
    const mask = { data: Float32Array.from(flat(arrays.Wmask)), shape: [nUnits, nUnits] };
    const constraint: RecurrentConstraint = mask.data.includes(0)
      ? { kind: 'sparse', mask, density: 0.5 }
      : { kind: 'none' };
    const network = leakyNetwork({
      nIn,
      nUnits,
      nOut,
      alpha: config.alpha,
      activation: config.act,
      kernel: referenceKernel,
      constraint,
    });
    const params: Params<Float64Array> = {
      recurrentWeights: { data: data('W'), shape: [nUnits, nUnits] },
      inputWeights: { data: data('U'), shape: [nUnits, nIn] },
      bias: { data: data('b'), shape: [nUnits] },
      readoutWeights: { data: data('V'), shape: [nOut, nUnits] },
      readoutBias: { data: data('c'), shape: [nOut] },
      initialState: { data: data('a0'), shape: [nUnits] },
    };
    const regression = config.loss === 'mse';
    const perStep = trialMajor(arrays.mask);
    // the goldens are float64; a batch holds what a loss can read, whatever its precision
    const batch = {
      inputs: trialMajor(arrays.x),
      targets: trialMajor(regression ? arrays.target : arrays.label),
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
    } as unknown as TrialBatch;

    it.each(Object.entries(membersFor(golden)))('%s is the golden to 1e-13 of its norm', (rule, member) => {
      const result = member.gradient(network, params, batch, lossForKind(batch.kind), null, createRng(1));
      expect(Math.abs(result.loss.value - golden.loss)).toBeLessThan(1e-13);
      const { recurrentWeights: W, inputWeights: U, bias: b, readoutWeights: V, readoutBias: c } = result.gradients;
      const found = [W, U, b, V, c].flatMap((array) => [...array.data]);
      const norm = Math.hypot(...golden.grads[rule]);
      const error = Math.hypot(...golden.grads[rule].map((g, k) => g - found[k]));
      expect(error / norm).toBeLessThan(1e-13);
    });
  });
});
