import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { activity, input } from '../test/activity.js';
import { metrics } from './metrics.js';
import { stochasticMeasures } from './stochastic/measures.js';

describe('every metric reads what other libraries hold', () => {
  // Values float32 holds exactly, so that tensors carry the same numbers.
  const asFloat32 = (a: ReturnType<typeof activity>) => ({ ...a, data: a.data.map(Math.fround) });
  const [x, y] = [asFloat32(activity(24, 5, 'x')), asFloat32(activity(24, 3, 'y'))];

  beforeAll(async () => {
    await tf.setBackend('wasm');
  });

  // Single trials have three axes, always.
  const ofSamples = Object.entries(metrics).filter(([name]) => !(name in stochasticMeasures));

  it.each(ofSamples)('%s: tf.Tensors of rank 2 and 3', (_, metric) => {
    const xTensor = tf.tensor2d(Float32Array.from(x.data), [24, 5]);
    const yTensor = tf.tensor3d(Float32Array.from(y.data), [4, 6, 3]);
    // The same ranks on both sides: to a measure of dynamics the first axis is trials.
    expect(metric(xTensor, yTensor)).toBe(metric(input(x), { data: y.data, shape: [4, 6, 3] }));
    tf.dispose([xTensor, yTensor]);
  });

  it.each(Object.entries(stochasticMeasures))('%s: tf.Tensors of rank 3, and of no other', (_, measure) => {
    const [xTensor, yTensor] = [x, y].map(({ data, columns }) => tf.tensor3d(Float32Array.from(data), [6, 4, columns]));
    expect(measure(xTensor, yTensor)).toBe(
      measure({ data: x.data, shape: [6, 4, 5] }, { data: y.data, shape: [6, 4, 3] }),
    );
    expect(() => measure(tf.reshape(xTensor, [24, 5]), yTensor)).toThrow(
      `${measure.name}: x has the shape [24, 5]; expected trials [conditions, repeats, units]`,
    );
    tf.dispose([xTensor, yTensor]);
  });

  it.each(ofSamples)('%s: ml-matrix matrices', (_, metric) => {
    const [xMatrix, yMatrix] = [x, y].map((a) => Matrix.from1DArray(a.rows, a.columns, [...a.data]));
    expect(metric(xMatrix, yMatrix)).toBe(metric(input(x), input(y)));
  });
});
