import '@tensorflow/tfjs-backend-wasm';
import { createRng } from '@lrsim/core';
import { memory, ready, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { adding, goNogo } from '../index.js';
import { toTensors } from './index.js';

describe('toTensors', () => {
  beforeAll(async () => {
    await setBackend('wasm');
    await ready();
  });

  it.each([goNogo(), adding()])('hands over the arrays of $name with their shapes', (task) => {
    const batch = task.sample(createRng(1), 3);
    const before = memory().numTensors;
    const tensors = toTensors(batch);
    expect(tensors.inputs.shape).toEqual([3, batch.steps, batch.nIn]);
    expect(tensors.targets.shape).toEqual(tensors.mask.shape);
    expect([...tensors.inputs.dataSync()]).toEqual([...batch.inputs]);
    expect([...tensors.targets.dataSync()]).toEqual([...batch.targets]);
    expect(tensors.targets.dtype).toBe(batch.kind === 'classification' ? 'int32' : 'float32');
    for (const tensor of Object.values(tensors)) tensor.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
