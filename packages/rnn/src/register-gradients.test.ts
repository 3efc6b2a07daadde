import { createRng } from '@lrsim/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { normals } from '../test/random-pass.js';
import { startTfjsKernel } from './kernels/tfjs-kernel.js';
import { registerGradients } from './register-gradients.js';

// On tfjs the kinks of abs, relu, max ... lie at 0 or at ties, which these values avoid by more than the step.
const rng = createRng(1);
const apart = (values: Float32Array) => values.map((v) => v + 0.2 * Math.sign(v));
const x = apart(normals(rng, 12));
const other = apart(normals(rng, 12));
const weights = normals(rng, 24);

type Op = (x: tf.Tensor2D, other: tf.Tensor2D) => tf.Tensor;
const positive = (a: tf.Tensor) => tf.add(tf.abs(a), 0.5);
const mask = () => tf.tensor2d([1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0], [3, 4], 'bool');
const operations: Record<string, Op> = {
  abs: (a) => tf.abs(a),
  'add, broadcast': (a, b) => tf.add(a, tf.slice(b, [0, 0], [1, 4])),
  addN: (a, b) => tf.addN([a, b, a]),
  'broadcastTo a new axis': (a) => tf.broadcastTo(a, [2, 3, 4]),
  clipByValue: (a) => tf.clipByValue(a, -0.85, 0.85),
  concat: (a, b) => tf.concat([a, b], 1),
  cos: (a) => tf.cos(a),
  div: (a, b) => tf.div(a, b),
  elu: (a) => tf.elu(a),
  exp: (a) => tf.exp(a),
  expandDims: (a) => tf.expandDims(a, 1),
  expm1: (a) => tf.expm1(a),
  leakyRelu: (a) => tf.leakyRelu(a),
  log: (a) => tf.log(positive(a)),
  log1p: (a) => tf.log1p(positive(a)),
  logSoftmax: (a) => tf.logSoftmax(a),
  matMul: (a, b) => tf.matMul(a, tf.transpose(b)),
  'matMul, transposed': (a, b) => tf.matMul(a, b, true, false),
  'max of an axis': (a) => tf.max(a, 1),
  maximum: (a, b) => tf.maximum(a, b),
  'mean of an axis': (a) => tf.mean(a, 0),
  'min of an axis': (a) => tf.min(a, 0),
  minimum: (a, b) => tf.minimum(a, b),
  mul: (a, b) => tf.mul(a, b),
  neg: (a) => tf.neg(a),
  pad: (a) =>
    tf.pad(a, [
      [1, 0],
      [0, 2],
    ]),
  pow: (a) => tf.pow(positive(a), 1.5),
  reciprocal: (a) => tf.reciprocal(a),
  relu: (a) => tf.relu(a),
  relu6: (a) => tf.relu6(a),
  reshape: (a) => tf.reshape(a, [2, 6]),
  reverse: (a) => tf.reverse(a, 1),
  rsqrt: (a) => tf.rsqrt(positive(a)),
  selu: (a) => tf.selu(a),
  sigmoid: (a) => tf.sigmoid(a),
  sin: (a) => tf.sin(a),
  slice: (a) => tf.slice(a, [1, 1], [2, 2]),
  softmax: (a) => tf.softmax(a),
  softplus: (a) => tf.softplus(a),
  split: (a) => tf.split(a, 2, 1)[1],
  sqrt: (a) => tf.sqrt(positive(a)),
  square: (a) => tf.square(a),
  squaredDifference: (a, b) => tf.squaredDifference(a, b),
  stack: (a, b) => tf.stack([a, b], 1),
  sub: (a, b) => tf.sub(b, a),
  'sum of an axis': (a) => tf.sum(a, 0),
  tanh: (a) => tf.tanh(a),
  tile: (a) => tf.tile(a, [1, 2]),
  transpose: (a) => tf.transpose(a),
  unstack: (a) => tf.unstack(a, 1)[2],
  'where, by a constant': (a, b) => tf.where(mask(), a, b),
};

beforeAll(async () => {
  await startTfjsKernel();
  registerGradients();
});

describe('registered gradients on the wasm backend agree with finite differences', () => {
  it.each(Object.entries(operations))('%s', (_, operation) => {
    const loss = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => {
      const result = operation(a as tf.Tensor2D, b as tf.Tensor2D);
      return tf.sum(tf.mul(tf.reshape(result, [-1]), tf.tensor1d(weights.subarray(0, result.size))));
    };
    const tensors = (...values: [Float32Array, Float32Array]) => values.map((v) => tf.tensor2d(v, [3, 4]));
    const valueAt = (...values: [Float32Array, Float32Array]) =>
      tf.tidy(() => {
        const [a, b] = tensors(...values);
        return loss(a, b).dataSync()[0];
      });
    // not tf.grads, which throws where an operation has no use for the second argument
    const gradients = tf.tidy(() => {
      const [a, b] = tensors(x, other);
      const { grads } = tf.engine().gradients(() => loss(a, b), [a, b], undefined, true);
      return grads.map((gradient) => (gradient?.dataSync() ?? new Float32Array(12)).slice());
    });
    const shift = (values: Float32Array, k: number, by: number) => values.map((v, i) => (i === k ? v + by : v));
    for (let k = 0; k < 12; k++) {
      // float32: values near 10 at a step of 1e-2 leave 1e-4 of rounding, the third derivative up to 1e-3 of truncation
      const h = 1e-2;
      const inX = (valueAt(shift(x, k, h), other) - valueAt(shift(x, k, -h), other)) / (2 * h);
      const inOther = (valueAt(x, shift(other, k, h)) - valueAt(x, shift(other, k, -h))) / (2 * h);
      expect(Math.abs(gradients[0][k] - inX)).toBeLessThan(5e-3 * Math.max(1, Math.abs(inX)));
      expect(Math.abs(gradients[1][k] - inOther)).toBeLessThan(5e-3 * Math.max(1, Math.abs(inOther)));
    }
  });
});
