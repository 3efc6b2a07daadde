import { readFileSync } from 'node:fs';
import { createRng } from '@lrsim/core';
import { describeWithReference, readReferenceNpy, readReferenceSafetensors, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { relativeDifference } from '../test/random-pass.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { startWasmKernel } from './kernels/wasm-kernel.js';
import { leakyNetwork } from './network.js';
import { readPytorchCheckpoint } from './saved-network.js';
import type { Kernel } from './types.js';

const reach = 'reference/hatsopoulos2007';
const model = 'hats_lm0_lr0.001';
const checkpoint = `reference/checkpoints/${model}/update1000.safetensors`;
const sizes = { nIn: 3, nUnits: 200, nOut: 2 };

describeWithReference('the authors’ trained reach network', [reach, checkpoint], () => {
  const run = <F extends Float32Array | Float64Array>(kernel: Kernel<F>) => {
    const network = leakyNetwork({ ...sizes, kernel });
    const params = readPytorchCheckpoint(network, readFileSync(referencePath(checkpoint)));
    const inputs = readReferenceNpy(referencePath(reach, 'analysis_IN.npy'));
    const [trials, steps] = inputs.shape;
    return network.run(params, inputs.data, { trials, steps });
  };
  const golden = (what: string) =>
    readReferenceNpy(referencePath(reach, `activity/forward_f64_${model}_update1000_${what}.npy`)).data;

  it('gives the float64 forward pass of all outputs, and all rates of condition 0, to 1e-12', () => {
    const { outputs, rates } = run(referenceKernel);
    expect(relativeDifference(outputs, golden('output'))).toBeLessThan(1e-12);
    expect(relativeDifference(rates.subarray(0, 250 * 200), golden('activity_cond0'))).toBeLessThan(1e-12);
  });

  it('gives the same on the float32 kernel to 2e-6, which is rounding carried through 250 steps', async () => {
    const { outputs, rates } = run(await startWasmKernel());
    expect(relativeDifference(outputs, golden('output'))).toBeLessThan(2e-6);
    expect(relativeDifference(rates.subarray(0, 250 * 200), golden('activity_cond0'))).toBeLessThan(2e-6);
  });
});

const initial = ['hats_lm0_lr0.001', 'mante_n200_lm0', 'mante_n400_lm0'].map(
  (name) => `reference/checkpoints/${name}/update0.safetensors`,
);
describeWithReference('the authors’ initial weights', initial, () => {
  // Statistics of their draw and of ours, each with a relative standard error of 1/sqrt(2n); five of the two together.
  it.each(initial)('have the scale that gain 1 has here: %s', (path) => {
    const { tensors } = readReferenceSafetensors(referencePath(path));
    const theirs = tensors['fc_h2ah.weight'].data;
    const nUnits = Math.sqrt(theirs.length);
    const nIn = tensors['fc_x2ah.weight'].shape[1];
    const network = leakyNetwork({ nIn, nUnits, nOut: 2, kernel: referenceKernel });
    const ours = network.init(createRng(1));
    const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const ratio = (a: Float64Array, b: Float64Array) =>
      expect(Math.abs(rms(a) / rms(b) - 1)).toBeLessThan(5 / Math.sqrt(a.length));
    ratio(ours.recurrentWeights.data, theirs);
    ratio(ours.inputWeights.data, tensors['fc_x2ah.weight'].data);
    for (const name of ['ah0', 'fc_x2ah.bias', 'fc_h2y.bias'])
      expect(tensors[name].data.every((value) => value === 0)).toBe(true);
  });
});
