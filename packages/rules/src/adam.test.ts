import { ArgumentError, NonFiniteError, type Params } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdamOptions, adam } from './adam.js';

const tree = (...values: number[]): Params<Float64Array> => ({
  weights: { data: Float64Array.from(values), shape: [values.length] },
});

describe('adam', () => {
  it('follows the hand-computed trace of two updates', () => {
    // theta = 1, gradients 0.5 then -1, rate 0.1:
    // m = 0.05, v = 0.00025; corrected 0.5 and 0.25: theta = 1 - 0.1 * 0.5 / (0.5 + 1e-8)
    // m = 0.9 * 0.05 - 0.1 = -0.055, v = 0.999 * 0.00025 + 0.001 = 0.00124975; corrected by 0.19 and 0.001999
    const optimizer = adam({ learningRate: 0.1 });
    const start = tree(1);
    const [first, state] = optimizer.update(tree(0.5), optimizer.init(start), start);
    const theta1 = 1 - (0.1 * 0.5) / (0.5 + 1e-8);
    expect(first.weights.data[0]).toBeCloseTo(theta1, 15);
    const [second, after] = optimizer.update(tree(-1), state, first);
    const step = (0.1 * (-0.055 / 0.19)) / (Math.sqrt(0.00124975 / 0.001999) + 1e-8);
    expect(second.weights.data[0]).toBeCloseTo(theta1 - step, 15);
    expect(after.updates).toBe(2);
    expect(after.mean.weights.data[0]).toBeCloseTo(-0.055, 15);
    expect(after.meanSquare.weights.data[0]).toBeCloseTo(0.00124975, 17);
  });

  it('moves by the learning rate at first, whatever the size of the gradient', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.boolean(), (size, negative) => {
        const optimizer = adam({ learningRate: 0.01 });
        const [{ weights }] = optimizer.update(tree(negative ? -size : size), optimizer.init(tree(0)), tree(0));
        // epsilon 1e-8 beside a gradient of at least 1e-3 takes up to 1e-5 of it
        expect(Math.abs(Math.abs(weights.data[0]) / 0.01 - 1)).toBeLessThan(2e-5);
        expect(Math.sign(weights.data[0])).toBe(negative ? 1 : -1);
      }),
    );
  });

  it('finds the minimum of a quadratic', () => {
    const optimizer = adam({ learningRate: 0.05 });
    let params = tree(3, -2);
    let state = optimizer.init(params);
    for (let k = 0; k < 1500; k++) {
      const [a, b] = params.weights.data;
      [params, state] = optimizer.update(tree(2 * (a - 1), 20 * (b + 1)), state, params);
    }
    expect(params.weights.data[0]).toBeCloseTo(1, 3);
    expect(params.weights.data[1]).toBeCloseTo(-1, 3);
  });

  it('rests where the gradient is 0, and does nothing at learning rate 0', () => {
    const still = adam({ learningRate: 0.1 });
    expect(still.update(tree(0), still.init(tree(5)), tree(5))[0]).toEqual(tree(5));
    const off = adam({ learningRate: 0 });
    expect(off.update(tree(3), off.init(tree(5)), tree(5))[0]).toEqual(tree(5));
  });

  it('is a pure function: nothing it was given changes, and a stored state continues to the same bytes', () => {
    const optimizer = adam({ learningRate: 0.1 });
    const start = tree(1, 2);
    const gradient = tree(0.3, -0.7);
    const [params, state] = optimizer.update(gradient, optimizer.init(start), start);
    const given = JSON.stringify([gradient, state, params]);
    const [next] = optimizer.update(gradient, state, params);
    expect(JSON.stringify([gradient, state, params])).toBe(given);
    expect(optimizer.update(gradient, structuredClone(state), params)[0]).toEqual(next);
    expect(start).toEqual(tree(1, 2));
  });

  it('keeps parameters and state in the precision and shapes they have', () => {
    const optimizer = adam({ learningRate: 0.1 });
    const params: Params<Float32Array> = { weights: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] } };
    const [next, state] = optimizer.update(params, optimizer.init(params), params);
    for (const { weights } of [next, state.mean, state.meanSquare]) {
      expect(weights.data).toBeInstanceOf(Float32Array);
      expect(weights.shape).toEqual([2, 2]);
    }
  });

  it.each<[string, AdamOptions]>([
    ['a negative learning rate', { learningRate: -1 }],
    ['a learning rate of NaN', { learningRate: Number.NaN }],
    ['beta1 of 1', { learningRate: 1, beta1: 1 }],
    ['beta2 of 1', { learningRate: 1, beta2: 1 }],
    ['a negative beta2', { learningRate: 1, beta2: -0.1 }],
    ['a negative epsilon', { learningRate: 1, epsilon: -1 }],
  ])('refuses %s', (_, options) => {
    expect(() => adam(options)).toThrow(ArgumentError);
  });

  it('refuses gradients or a state of another tree, and gradients that are not finite', () => {
    const optimizer = adam({ learningRate: 0.1 });
    const state = optimizer.init(tree(1, 2));
    const update =
      (gradients: Params<Float64Array>, of = state) =>
      () =>
        optimizer.update(gradients, of, tree(1, 2));
    expect(update(tree(1))).toThrow('adam: gradients has weights (1); expected weights (2), as params has');
    expect(update({ ...tree(1, 2), bias: tree(1).weights })).toThrow('bias (1), weights (2); expected weights (2)');
    expect(update(tree(1, 2), optimizer.init(tree(1, 2, 3)))).toThrow('adam: state.mean has weights (3)');
    expect(update(tree(1, Number.NaN))).toThrow(NonFiniteError);
    expect(update(tree(1, Number.NaN))).toThrow('gradients.weights is NaN at [1]');
  });
});
