import { createRng, type Floats, type TrialBatch } from '@lrsim/core';
import {
  type Kernel,
  kernels,
  type LeakyNetwork,
  leakyNetwork,
  type RecurrentConstraint,
  referenceKernel,
  startWasmKernel,
} from '@lrsim/rnn';
import { describeWithReference, readReferenceNpy, readReferenceSafetensors, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { largestDifference, paramsFrom } from '../test/authors-parameters.js';
import { adjointRule } from './adjoint/adjoint-rule.js';
import { bptt } from './adjoint/bptt.js';
import { eprop } from './adjoint/eprop.js';
import { bpttFa } from './adjoint/feedback-alignment.js';
import { modpropType, modpropW } from './adjoint/modprop.js';
import { tbpttHdetach } from './adjoint/truncated-bptt.js';
import { withActivityPenalty } from './losses/activity-penalty.js';
import { lossForKind } from './losses/losses.js';
import type { LeakyRule } from './types.js';

/** The float32 kernels made for training that this machine can run: the one on a BLAS only where there is one. */
const started = await Promise.all(['wasm', 'blas'].map((name) => kernels[name].start()));
const present = started.filter((kernel) => kernel !== undefined) as Kernel<Float32Array>[];

const floats = (values: ArrayLike<number>) => Float32Array.from(values);

describeWithReference(
  'gradients of the full context task at update 0',
  ['reference/gradients', 'reference/mante13'],
  () => {
    const task = (name: string) => readReferenceNpy(referencePath('reference/mante13', name));
    const [inputs, targets, mask] = [task('IN.npy'), task('TARGETOUT.npy'), task('output_mask.npy')];
    const batch: TrialBatch = {
      inputs: floats(inputs.data),
      targets: floats(targets.data),
      mask: floats(mask.data),
      trials: 72,
      steps: 113,
      nIn: 9,
      nOut: 3,
      dtMs: 15,
      kind: 'classification',
      info: [],
    };
    const gradientsOf = <F extends Floats>(kernel: Kernel<F>, rule: LeakyRule) => {
      const network = leakyNetwork({ nIn: 9, nUnits: 200, nOut: 3, kernel });
      const file = readReferenceSafetensors(referencePath('reference/checkpoints/mante_n200_lm0/update0.safetensors'));
      const params = paramsFrom(network, file.tensors);
      const loss = withActivityPenalty(lossForKind(batch.kind), 10);
      return rule.gradient(network, params, batch, loss, null, createRng(0));
    };
    const golden = (mode: number) =>
      readReferenceSafetensors(referencePath(`reference/gradients/mante_n200_update0_lm${mode}.safetensors`));
    const total = (mode: number) => JSON.parse(golden(mode).metadata.info).f64.total;

    it.each([
      [bptt, 0],
      [eprop, 1],
    ] as const)('the reference kernel equals the float64 golden to 1e-12: %$', (rule, mode) => {
      const { gradients, loss } = gradientsOf(referenceKernel, rule);
      expect(Math.abs(loss.value - total(mode))).toBeLessThan(1e-12);
      expect(largestDifference(gradients, golden(mode).tensors, 'grad_f64.')).toBeLessThan(1e-12);
    });

    // PyTorch's own float32 gradient differs from its float64 one by 1.1e-7 here (numbers.json, max_abs_f32_minus_f64). A
    // BLAS sums in the order that its kernel for the processor at hand takes: OpenBLAS's give 1.0e-7 on one, 1.3e-7 on another.
    describe.each(present.map((kernel) => [kernel.name, kernel] as const))('the float32 kernel %s', (name, kernel) => {
      it.each([
        [bptt, 0],
        [eprop, 1],
      ] as const)('is as close as float32 allows: %$', (rule, mode) => {
        const { gradients, loss } = gradientsOf(kernel, rule);
        const worst = largestDifference(gradients, golden(mode).tensors, 'grad_f64.');
        console.log(`${name}, ${rule.name}: largest difference to the float64 golden ${worst.toExponential(2)}`);
        expect(Math.abs(loss.value - total(mode))).toBeLessThan(3e-7);
        expect(worst).toBeLessThan(name === 'blas' ? 1.6e-7 : 1.1e-7);
      });
    });
  },
);

describeWithReference('gradients of 40-unit networks', ['reference/gradients/small'], () => {
  const file = (name: string) =>
    readReferenceSafetensors(referencePath(`reference/gradients/small/${name}.safetensors`));
  const shared = file('shared').tensors;
  const asMask = (name: string) => ({ data: floats(shared[name].data), shape: [40, 40] });
  /** The paper's learning modes; the name says which, and which mean weights ModProp had: those of its construction stay. */
  const modes: Record<string, LeakyRule> = {
    lm0: bptt,
    lm1: eprop,
    'lm-1': tbpttHdetach(10),
    'lm-2': bpttFa,
    lm2_WabConstructor: adjointRule<null>({
      ...modpropW('code', 0.2),
      route: () => ({ recurrent: { weights: shared.Wab_constructor.data, slope: 0.2 } }),
    }),
    lm2_WabRecomputed: modpropType('code', 0.2),
  };
  const ruleOf = (name: string): LeakyRule => modes[name.replace(/_(noise|ah0zero)$/, '')];

  const cases = [
    'retanh_lm0',
    'retanh_lm0_noise',
    'retanh_lm0_ah0zero',
    'retanh_lm1',
    'retanh_lm1_noise',
    'retanh_lm-1',
    'retanh_lm-1_noise',
    'retanh_lm-2',
    'retanh_lm-2_noise',
    'retanh_dale_lm0',
    'retanh_dale_lm1',
    'retanh_sparse0.5_lm0',
    'retanh_sparse0.5_lm1',
    'retanh_mse_lm0',
    'retanh_mse_lm1',
    'relu_dale_lm0',
    'relu_dale_lm0_noise',
    'relu_dale_lm1',
    'relu_dale_lm1_noise',
    'relu_dale_lm2_WabConstructor',
    'relu_dale_lm2_WabConstructor_noise',
    'relu_dale_lm2_WabRecomputed',
    'relu_dale_lm2_WabRecomputed_noise',
  ];

  function constraintOf(name: string): RecurrentConstraint {
    if (name.includes('sparse')) return { kind: 'sparse', mask: asMask('sparsity_mask'), density: 0.5 };
    if (name.includes('dale')) return { kind: 'dale', mask: asMask('dale_mask'), density: 1, excitatoryUnits: 32 };
    return { kind: 'none' };
  }

  function gradientsOf<F extends Floats>(kernel: Kernel<F>, name: string) {
    const [group] = /^(retanh|relu_dale)/.exec(name) as RegExpExecArray;
    const squared = name.includes('_mse_');
    const network = leakyNetwork({
      nIn: 9,
      nUnits: 40,
      nOut: squared ? 2 : 3,
      kernel,
      activation: group === 'retanh' ? 'retanh' : 'relu',
      constraint: constraintOf(name),
    });
    const tensors = { ...shared };
    if (squared) {
      // this case uses the first two rows of the readout
      const { data } = shared['retanh.fc_h2y.weight'];
      tensors['retanh.fc_h2y.weight'] = { data: data.slice(0, 80), shape: [2, 40] };
      tensors['retanh.fc_h2y.bias'] = { data: shared['retanh.fc_h2y.bias'].data.slice(0, 2), shape: [2] };
    }
    if (name.endsWith('ah0zero')) tensors['retanh.ah0'] = { data: new Float64Array(40), shape: [40] };
    const params = paramsFrom(network, tensors, `${group}.`);
    const noise = name.endsWith('noise') ? shared.noise.data : undefined;
    const batch: TrialBatch = {
      inputs: floats(shared.IN.data),
      trials: 6,
      steps: 113,
      nIn: 9,
      nOut: squared ? 2 : 3,
      dtMs: 15,
      info: [],
      targets: floats(shared[squared ? 'mse.TARGETOUT' : 'TARGETOUT'].data),
      mask: floats(shared[squared ? 'mse.output_mask' : 'output_mask'].data),
      kind: squared ? 'regression' : 'classification',
    };
    const withGivenNoise: LeakyNetwork<F> = {
      ...network,
      drawNoise: () => {
        if (!noise) return undefined;
        const drawn = kernel.zeros(noise.length);
        drawn.set(noise);
        return { rates: drawn };
      },
    };
    const rule = ruleOf(name.replace(/^(retanh|relu)_/, '').replace(/^(dale|sparse0.5|mse)_/, ''));
    return rule.gradient(
      withGivenNoise,
      params,
      batch,
      withActivityPenalty(lossForKind(batch.kind), 10),
      rule === bpttFa
        ? { readoutFeedback: { data: shared.Wfb.data, shape: [batch.nOut, 40] } }
        : rule.init(network, createRng(0)),
      createRng(0),
    );
  }

  it.each(cases)('the reference kernel equals the float64 golden to 1e-12: %s', (name) => {
    const golden = file(name);
    const { gradients, loss, rollout } = gradientsOf(referenceKernel, name);
    const info = JSON.parse(golden.metadata.info);
    expect(Math.abs(loss.terms.main - info.main)).toBeLessThan(1e-12);
    expect(Math.abs(loss.terms.penalty - info.activityL2)).toBeLessThan(1e-12);
    expect(largestDifference(gradients, golden.tensors, 'grad.')).toBeLessThan(1e-12);
    const output = golden.tensors.output.data;
    for (let k = 0; k < output.length; k++) expect(Math.abs(rollout.outputs[k] - output[k])).toBeLessThan(1e-12);
  });

  // Relative to the largest entry of each golden: float32 has 6e-8, and 113 steps of recurrence accumulate some of it.
  it.each(cases)('the float32 kernel is within 2e-6 of the largest entry: %s', async (name) => {
    const golden = file(name);
    const scale = Math.max(
      ...Object.entries(golden.tensors)
        .filter(([n]) => n.startsWith('grad.'))
        .map(([, t]) => Math.max(...t.data.map(Math.abs))),
    );
    const { gradients } = gradientsOf(await startWasmKernel(), name);
    expect(largestDifference(gradients, golden.tensors, 'grad.') / scale).toBeLessThan(2e-6);
  });
});
