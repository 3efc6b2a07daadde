import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad';
import { tanhGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Tanh_grad';
import { beforeAll, describe, expect, it } from 'vitest';
import { activity } from '../../test/activity.js';
import {
  ccaWithGradient,
  linearCkaWithGradient,
  procrustesWithGradient,
  ridgeWithGradient,
} from '../gradients/index.js';
import { cca, linearCka, procrustes, ridge } from './index.js';

beforeAll(async () => {
  await tf.setBackend('wasm');
  for (const configuration of [batchMatMulGradConfig, multiplyGradConfig, tanhGradConfig])
    if (!tf.getGradient(configuration.kernelName)) tf.registerGradient(configuration);
});

const operations = {
  procrustes: [procrustes, procrustesWithGradient],
  linearCka: [linearCka, linearCkaWithGradient],
  cca: [cca, ccaWithGradient],
  ridge: [ridge, ridgeWithGradient],
} as const;

/** Float32 numbers, so that tensors carry the same. */
const data = (samples: number, units: number, label: string) => {
  const values = Float32Array.from(activity(samples, units, label).data);
  return { values, tensor: tf.tensor2d(values, [samples, units]) };
};
const near = (ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number) => {
  const largest = Math.max(...Array.from(theirs, Math.abs));
  expect(ours.length).toBe(theirs.length);
  expect(largest).toBeGreaterThan(0);
  Array.from(theirs).forEach((value, at) => {
    expect(Math.abs(ours[at] - value) / largest).toBeLessThan(tolerance);
  });
};

describe.each(Object.entries(operations))('%s in tfjs', (_, [operation, withGradient]) => {
  it('has the value and the gradients of the plain function, times what comes from above', () => {
    const [x, y] = [data(20, 4, 'x'), data(20, 3, 'y')];
    const expected = withGradient(x.tensor, y.tensor);
    const value = operation(x.tensor, y.tensor);
    expect(value.shape).toEqual([]);
    near(value.dataSync(), [expected.value], 1e-6);
    const [dX, dY] = tf.grads((a, b) => tf.mul(operation(a as tf.Tensor2D, b as tf.Tensor2D), -3))([
      x.tensor,
      y.tensor,
    ]);
    expect([dX.shape, dY.shape]).toEqual([
      [20, 4],
      [20, 3],
    ]);
    near(
      dX.dataSync(),
      expected.dX.data.map((one) => -3 * one),
      1e-6,
    );
    near(
      dY.dataSync(),
      expected.dY.data.map((one) => -3 * one),
      1e-6,
    );
  });

  it('can be a part of a user’s own function, and leaves no tensors behind', () => {
    const [x, y, w] = [data(20, 5, 'x'), data(20, 3, 'y'), data(5, 4, 'w')];
    const loss = (weights: tf.Tensor) =>
      operation(tf.tanh(tf.matMul(x.tensor, weights)) as tf.Tensor2D, y.tensor) as tf.Tensor;
    const before = tf.memory().numTensors;
    const gradient = tf.grad(loss)(w.tensor);
    expect(tf.memory().numTensors).toBe(before + 1);
    const direction = Float64Array.from(gradient.dataSync());
    const at = (step: number) =>
      tf.tidy(
        () =>
          loss(
            tf.tensor2d(
              Float32Array.from(w.values, (v, k) => v + step * direction[k]),
              [5, 4],
            ),
          ).dataSync()[0],
      );
    const squares = direction.reduce((sum, one) => sum + one * one, 0);
    const step = 0.02 / Math.sqrt(squares);
    // The slope along the gradient is its squared length; float32 allows some three digits.
    expect((at(step) - at(-step)) / (2 * step) / squares).toBeCloseTo(1, 2);
    tf.dispose(gradient);
  });
});

describe('operations in tfjs', () => {
  it('pass their options on, and the errors', () => {
    const [x, y] = [data(20, 4, 'x'), data(20, 3, 'y')];
    const expected = procrustesWithGradient(x.tensor, y.tensor, { score: 'euclidean' });
    near(procrustes(x.tensor, y.tensor, { score: 'euclidean' }).dataSync(), [expected.value], 1e-6);
    expect(() => linearCka(x.tensor, data(19, 3, 'y').tensor)).toThrow('x has 20 samples, y has 19');
  });

  it('refuse a second derivative rather than call it zero', () => {
    const [x, y] = [data(20, 4, 'x'), data(20, 3, 'y')];
    const first = tf.grad((a) => procrustes(a as tf.Tensor2D, y.tensor));
    expect(() => tf.grad((a) => first(a))(x.tensor)).toThrow('Cannot compute gradient');
  });
});
