import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { randomParams, regressionBatch, smallNetwork } from '../../test/small-problem.js';
import { adam } from '../adam.js';
import { bptt } from '../adjoint/bptt.js';
import { eprop } from '../adjoint/eprop.js';
import { epropRandom } from '../adjoint/eprop-random.js';
import { maskedSquaredError } from '../losses/losses.js';
import { gradientAlignment } from './gradient-alignment.js';

it('finds BPTT at one with itself, also under noise, and e-prop between', () => {
  const network = smallNetwork({ noise: 0.2 });
  const rules = [
    [bptt, null],
    [eprop, null],
  ] as const;
  const params = randomParams(network);
  const [own, local] = gradientAlignment(network, params, regressionBatch(), maskedSquaredError, rules, createRng(1));
  expect(own.overall.cosine).toBeCloseTo(1, 12);
  expect(own.speed).toBeCloseTo(1, 12);
  expect(local.rule).toBe('eprop_sym');
  expect(local.overall.cosine).toBeGreaterThan(0);
  expect(local.overall.cosine).toBeLessThan(1);
  expect(local.parameters.readoutWeights.cosine).toBeCloseTo(1, 12);
  // speed and error are the two legs of the gradient's length
  expect(Math.hypot(local.speed, local.error)).toBeCloseTo(local.overall.relativeLength, 12);
});

it('sees random feedback align with training (Lillicrap et al. 2016)', () => {
  const network = smallNetwork({ nUnits: 20 });
  const batch = regressionBatch();
  const optimizer = adam({ learningRate: 0.01 });
  const state = epropRandom.init(network, createRng(3));
  let params = network.init(createRng(2));
  let moments = optimizer.init(params);
  const cosine = () => {
    const rules = [[epropRandom, state]] as const;
    return gradientAlignment(network, params, batch, maskedSquaredError, rules, createRng(1))[0].overall.cosine;
  };
  const before = cosine();
  for (let update = 0; update < 60; update++) {
    const { gradients } = epropRandom.gradient(network, params, batch, maskedSquaredError, state, createRng(update));
    [params, moments] = optimizer.update(gradients, moments, params);
  }
  expect(cosine()).toBeGreaterThan(before + 0.2);
});
