import { createRng } from '@lrsim/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { normals, relativeDifference } from '../test/random-pass.js';
import { startTfjsKernel, tfjsKernel } from './kernels/tfjs-kernel.js';
import { startWasmKernel } from './kernels/wasm-kernel.js';
import { leakyRecurrence } from './leaky-recurrence.js';
import { leakyRecurrenceWithReadout } from './leaky-recurrence-with-readout.js';
import { leakyNetwork } from './network.js';
import type { CreditRule } from './types.js';

const [trials, steps, nIn, nUnits, nOut] = [3, 6, 2, 5, 2];
const rng = createRng(2);
const shapes = {
  recurrentWeights: [nUnits, nUnits],
  inputWeights: [nUnits, nIn],
  bias: [nUnits],
  initialState: [nUnits],
  readoutWeights: [nOut, nUnits],
  readoutBias: [nOut],
};
const names = Object.keys(shapes) as (keyof typeof shapes)[];
const draw = (label: string, shape: readonly number[], scale = 0.7) => ({
  data: normals(
    rng.fork(label),
    shape.reduce((product, size) => product * size),
    scale,
  ),
  shape,
});
const params = Object.fromEntries(names.map((name) => [name, draw(name, shapes[name])])) as Record<
  keyof typeof shapes,
  { data: Float32Array; shape: number[] }
>;
const inputs = draw('x', [trials, steps, nIn]);
const [dOutputs, dRates] = [draw('dL/dy', [trials, steps, nOut]), draw('dL/dh', [trials, steps, nUnits])];
const noise = { rates: draw('noise', [trials, steps, nUnits], 0.2).data };
const B = draw('B', [nOut, nUnits]).data;
const M = draw('M', [nUnits, nUnits]).data;

const rules: Record<string, CreditRule<null>> = {
  BPTT: { route: (weights) => ({ recurrent: { weights } }) },
  'e-prop with random feedback': { route: () => ({ readout: B }) },
  'feedback alignment of readout and recurrence': { route: () => ({ readout: B, recurrent: { weights: M } }) },
  'one hop, relayed': { route: () => ({ recurrent: { weights: M, relay: { leak: false, slope: 0 } } }) },
  'a window of three steps': { route: (weights) => ({ window: 3, recurrent: { weights } }) },
};

const asTensor = ({ data, shape }: { data: Float32Array; shape: readonly number[] }) => tf.tensor(data, [...shape]);

describe('leakyRecurrenceWithReadout', () => {
  beforeAll(async () => {
    await startTfjsKernel();
  });

  it.each(Object.entries(rules))('follows the network itself, with noise and on any kernel: %s', async (_, rule) => {
    for (const kernel of [tfjsKernel, await startWasmKernel()])
      tf.tidy(() => {
        const network = leakyNetwork({ nIn, nUnits, nOut, kernel, alpha: 0.3 });
        const pass = network.forward(params, inputs.data, { trials, steps }, noise);
        const sensitivity = { dOutputs: dOutputs.data, dRates: { array: dRates.data } };
        const expected = network.backward(params, pass, sensitivity, (weights) => rule.route(weights, null));
        const loss = (...given: tf.Tensor[]) => {
          const tensors = Object.fromEntries(names.map((name, k) => [name, given[k]])) as never as Parameters<
            typeof leakyRecurrenceWithReadout
          >[0];
          const options = { rule, kernel, noise, alpha: 0.3 };
          const { rates, outputs } = leakyRecurrenceWithReadout(
            { ...tensors, inputs: asTensor(inputs) as tf.Tensor3D },
            options,
          );
          expect(relativeDifference(rates.dataSync(), pass.rollout.rates)).toBeLessThan(1e-6);
          expect(relativeDifference(outputs.dataSync(), pass.rollout.outputs)).toBeLessThan(1e-6);
          return tf.add(
            tf.sum(tf.mul(outputs, asTensor(dOutputs))),
            tf.sum(tf.mul(rates, asTensor(dRates))),
          ) as tf.Scalar;
        };
        const found = tf.grads(loss)(names.map((name) => asTensor(params[name])));
        names.forEach((name, k) => {
          // float32: the sums over trials and steps are added up in another order
          expect(relativeDifference(found[k].dataSync(), expected[name].data), name).toBeLessThan(3e-6);
        });
      });
  });

  it('leaves no tensor behind, and says which readout does not fit', () => {
    const before = tf.memory().numTensors;
    const given = Object.fromEntries(names.map((name) => [name, asTensor(params[name])])) as never as Parameters<
      typeof leakyRecurrenceWithReadout
    >[0];
    const tensors = { ...given, inputs: asTensor(inputs) as tf.Tensor3D };
    const rule = rules['e-prop with random feedback'];
    const { rates, outputs } = leakyRecurrenceWithReadout(tensors, { rule });
    tf.dispose([rates, outputs]);
    const wrong = { ...tensors, readoutBias: tf.zeros<tf.Rank.R1>([nOut + 1]) };
    expect(() => leakyRecurrenceWithReadout(wrong, { rule })).toThrow(
      'leakyRecurrenceWithReadout: readoutBias has the shape [3]; expected [2]',
    );
    expect(() =>
      tf.tidy(() =>
        tf.grad((W) => leakyRecurrence({ ...tensors, recurrentWeights: W as tf.Tensor2D }, { rule }))(
          tensors.recurrentWeights,
        ),
      ),
    ).toThrow('Take leakyRecurrenceWithReadout');
    tf.dispose([wrong.readoutBias, ...Object.values(tensors)]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
