import { ArgumentError, createRng } from '@lrsim/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { normals } from '../test/random-pass.js';
import { leakyNetwork } from './network.js';
import { tfjsWasmKernel } from './tfjs-wasm-kernel.js';
import type { Kernel } from './types.js';

const [trials, steps, nIn, nUnits] = [3, 6, 2, 5];
const inputs = normals(createRng(1), trials * steps * nIn);

let kernel: Kernel<Float32Array>;
beforeAll(async () => {
  kernel = await tfjsWasmKernel();
});

describe('the wasm kernel', () => {
  it('says what to do where another backend has become the current one', async () => {
    const network = leakyNetwork({ nIn, nUnits, nOut: 1, kernel });
    const run = () => network.run(network.init(createRng(1)), inputs, { trials, steps });
    const before = run().rates;
    await tf.setBackend('cpu');
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow("the tfjs backend is now 'cpu'; expected 'wasm'");
    await tf.setBackend('wasm');
    expect(run().rates).toEqual(before);
  });

  it('leaves no tensor behind, also after an error', async () => {
    const network = leakyNetwork({ nIn, nUnits, nOut: 2, kernel });
    const params = network.init(createRng(1));
    const before = tf.memory().numTensors;
    for (let update = 0; update < 5; update++) {
      const pass = network.forward(params, inputs, { trials, steps });
      const dOutputs = new Float32Array(trials * steps * 2).fill(1);
      network.backward(params, pass, { dOutputs }, (weights) => ({ recurrent: { weights } }));
      const failing = {
        recurrent: {
          weights: params.recurrentWeights.data,
          cut: () => {
            throw new Error('stop');
          },
        },
      };
      expect(() => pass.backward({ dOutputs }, failing)).toThrow('stop');
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
