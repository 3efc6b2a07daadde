import { createRng } from '@lrsim/core';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { randomParams, regressionBatch, smallNetwork, treeDifference } from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { maskedSquaredError } from '../losses/losses.js';
import { kernl } from './kernl.js';
import { type InfluenceKernel, kernlFixed, leakKernel } from './kernl-fixed.js';

const batch = regressionBatch();
const alpha = 0.3;

/** A linear network whose units are connected to themselves only, with J = diag(1 - alpha + alpha w). */
function ownConnections(leak: 'pre-activation' | 'rate') {
  const network = leakyNetwork({
    nIn: 2,
    nUnits: 5,
    nOut: 3,
    alpha,
    leak,
    activation: 'linear',
    kernel: referenceKernel,
  });
  const random = randomParams(network);
  const w = [-0.9, -0.4, 0.1, 0.5, 0.8];
  const data = Float64Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? w[k / 6] : 0));
  return { network, w, params: { ...random, recurrentWeights: { data, shape: [5, 5] } } };
}

describe.each(['pre-activation', 'rate'] as const)('KeRNL where the leak is on the %s', (leak) => {
  it('learns the true kernel where the influence is one, and then gives the exact gradient', () => {
    const { network, params, w } = ownConnections(leak);
    const rule = kernl({ kernelRate: 1 });
    let state = rule.init(network, createRng(1));
    for (let k = 0; k < 1500; k++)
      state = rule.gradient(network, params, batch, maskedSquaredError, state, createRng(k)).state;
    w.forEach((own, j) => {
      expect(state.kernelDecay.data[j]).toBeCloseTo(1 - alpha + alpha * own, 4);
      for (let i = 0; i < 5; i++) expect(state.kernelWeights.data[i * 5 + j]).toBeCloseTo(i === j ? 1 : 0, 4);
    });
    const [learnt, exact] = [kernlFixed, bptt].map(
      (one) => one.gradient(network, params, batch, maskedSquaredError, state as never, createRng(1)).gradients,
    );
    expect(treeDifference(learnt, exact)).toBeLessThan(1e-4);
  });

  it('credits a batch with the kernel it began with, and changes that at the given rate', () => {
    const network = smallNetwork({ leak, activation: 'tanh', noise: 0.1 });
    const [params, start] = [randomParams(network), leakKernel(smallNetwork({ leak }))];
    const run = (rule: ReturnType<typeof kernl>, kernel: InfluenceKernel) =>
      rule.gradient(network, params, batch, maskedSquaredError, kernel, createRng(5));
    const { gradients } = run(kernl(), start);
    expect(treeDifference(gradients, run(kernlFixed, start).gradients)).toBe(0);
    expect(treeDifference(run(kernl({ kernelRate: 0 }), start).state, start)).toBe(0);
    const moved = [0.01, 0.02].map((kernelRate) =>
      Array.from(run(kernl({ kernelRate }), start).state.kernelWeights.data, (a, k) => a - start.kernelWeights.data[k]),
    );
    // twice the rate, twice the step
    moved[0].forEach((step, k) => {
      expect(moved[1][k]).toBeCloseTo(2 * step, 12);
    });
    expect(Math.max(...moved[0].map(Math.abs))).toBeGreaterThan(1e-5);
  });

  it('predicts the influence of a random network better the longer it learns', () => {
    const network = smallNetwork({ leak, activation: 'tanh' });
    const params = randomParams(network);
    const rule = kernl({ kernelRate: 0.3 });
    const exact = bptt.gradient(network, params, batch, maskedSquaredError, null, createRng(1)).gradients;
    const distance = (state: InfluenceKernel) => {
      const { gradients } = kernlFixed.gradient(network, params, batch, maskedSquaredError, state, createRng(1));
      return Math.hypot(...exact.recurrentWeights.data.map((g, k) => g - gradients.recurrentWeights.data[k]));
    };
    let state = rule.init(network, createRng(1));
    const before = distance(state);
    for (let k = 0; k < 400; k++)
      state = rule.gradient(network, params, batch, maskedSquaredError, state, createRng(k)).state;
    expect(distance(state)).toBeLessThan(0.7 * before);
  });

  it('says what a state lacks and which rates fit', () => {
    const network = smallNetwork({ leak });
    const other = leakKernel(smallNetwork({ leak, nUnits: 4 }));
    expect(() =>
      kernlFixed.gradient(network, randomParams(network), batch, maskedSquaredError, other, createRng(1)),
    ).toThrow('kernelWeights of the state has 16 values; expected 25 for the shape [5, 5]');
    expect(() => kernl({ kernelRate: 3 })).toThrow('kernl: kernelRate is 3');
  });
});
