import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRng } from '@lrsim/core';
import { engine } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { normals } from '../../test/random-pass.js';
import { leakyNetwork } from '../network.js';
import type { LeakyParams } from '../types.js';
import { kernels } from './best-kernel.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes in use after garbage collection, typed arrays included; these are given back a little later. */
async function bytesInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('over many updates of a small network', () => {
  it.each(Object.keys(kernels))('the %s kernel holds on to no tensor and no array', async (name) => {
    const kernel = await kernels[name].start();
    if (!kernel) return; // what it needs is missing here; best-kernel.test.ts says which kernels there have to be
    const size = { trials: 8, steps: 20 };
    const network = leakyNetwork({ nIn: 2, nUnits: 24, nOut: 2, kernel, noise: 0.1 });
    const rng = createRng(1);
    let params = network.init(rng);
    const update = () => {
      const pass = network.forward(params, normals(rng, 8 * 20 * 2), size, network.drawNoise(rng, size));
      const { outputs } = pass.rollout;
      const gradients = network.backward(params, pass, { dOutputs: outputs }, (weights) => ({
        recurrent: { weights },
      }));
      const stepped = Object.entries(params).map(([parameter, { data, shape }]) => [
        parameter,
        { data: data.map((value, k) => value - 1e-4 * gradients[parameter as keyof LeakyParams].data[k]), shape },
      ]);
      params = Object.fromEntries(stepped) as typeof params;
    };
    const tensors = () => engine().state.numTensors; // tf.memory() wants a backend, which most kernels do without

    for (let k = 0; k < 100; k++) update(); // code is compiled, buffers are made
    const [tensorsBefore, bytesBefore] = [tensors(), await bytesInUse()];
    const updates = 300;
    for (let k = 0; k < updates; k++) update();
    expect(tensors()).toBe(tensorsBefore);
    // Were the rates of every update kept, 15 kB each, it would be 4.6 MB: a quarter of that is far above what the engine
    // itself still allocates.
    const ratesBytes = size.trials * size.steps * network.nUnits * Float32Array.BYTES_PER_ELEMENT;
    expect((await bytesInUse()) - bytesBefore).toBeLessThan((updates * ratesBytes) / 4);
  });
});
