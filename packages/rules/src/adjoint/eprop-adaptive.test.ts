import { ArgumentError, createRng, type NdArray } from '@lrsim/core';
import { expect, it } from 'vitest';
import { randomParams, regressionBatch, smallNetwork } from '../../test/small-problem.js';
import { adam } from '../adam.js';
import { maskedSquaredError } from '../losses/losses.js';
import { epropAdaptive } from './eprop-adaptive.js';

const distance = (one: NdArray['data'], other: NdArray['data']) => Math.hypot(...one.map((v, k) => v - other[k]));

it('becomes symmetric: under any optimiser the difference to the readout shrinks by 1 - decay an update', () => {
  const network = smallNetwork();
  const decay = 0.05;
  const rule = epropAdaptive(decay);
  let params = randomParams(network);
  const optimizer = adam({ learningRate: 0.01 });
  let moments = optimizer.init(params);
  let state = rule.init(network, createRng(1));
  const before = distance(Float64Array.from(state.readoutFeedback.data), Float64Array.from(params.readoutWeights.data));
  const updates = 30;
  for (let update = 0; update <= updates; update++) {
    const result = rule.gradient(network, params, regressionBatch(), maskedSquaredError, state, createRng(update));
    state = result.state;
    if (update < updates) [params, moments] = optimizer.update(result.gradients, moments, params);
  }
  const after = distance(Float64Array.from(state.readoutFeedback.data), Float64Array.from(params.readoutWeights.data));
  // B is float32 and was rounded 30 times
  expect(Math.abs(after / before / (1 - decay) ** updates - 1)).toBeLessThan(1e-5);
});

it('refuses the state of another network', () => {
  const rule = epropAdaptive();
  const network = smallNetwork();
  const params = randomParams(network);
  const run = (state: Parameters<typeof rule.gradient>[4]) =>
    rule.gradient(network, params, regressionBatch(), maskedSquaredError, state, createRng(1));
  const { state } = run(rule.init(network, createRng(1)));
  const shorter = { data: Float64Array.of(1), shape: [1, 1] };
  expect(() => run({ ...state, lastReadout: shorter })).toThrow(ArgumentError);
  expect(() => run({ ...state, lastReadout: shorter })).toThrow('the state is of another network');
});
