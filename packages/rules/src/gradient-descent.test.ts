import { NonFiniteError } from '@lrsim/core';
import { expect, it } from 'vitest';
import { gradientDescent } from './gradient-descent.js';

const params = { w: { data: Float32Array.of(1, 2), shape: [2] } };
const gradients = { w: { data: Float32Array.of(4, -8), shape: [2] } };

it('steps against the gradient, in the precision of the parameters, and changes nothing it was given', () => {
  const optimizer = gradientDescent({ learningRate: 0.25 });
  const [moved, state] = optimizer.update(gradients, optimizer.init(params), params);
  expect(moved).toEqual({ w: { data: Float32Array.of(0, 4), shape: [2] } });
  expect(state).toBeNull();
  expect(params.w.data).toEqual(Float32Array.of(1, 2));
});

it('refuses gradients that are not finite and rates below 0', () => {
  const broken = { w: { data: Float32Array.of(0, Number.NaN), shape: [2] } };
  expect(() => gradientDescent({ learningRate: 1 }).update(broken, null, params)).toThrow(NonFiniteError);
  expect(() => gradientDescent({ learningRate: -1 })).toThrow('learningRate is -1');
});
