import { createRng, type Params } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { randomParams, regressionBatch, relativeDifference, smallNetwork } from '../../test/small-problem.js';
import { unroll } from '../../test/unrolled.js';
import { maskedSquaredError } from '../losses/losses.js';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';

describe('BPTT', () => {
  it('is the textbook recursion delta_t = f’(a_t) (lambda_t + W’ delta_{t+1}) without leak', () => {
    const network = smallNetwork({ alpha: 1, activation: 'tanh' });
    const params = randomParams(network);
    const batch = regressionBatch();
    const { gradients, loss } = bptt.gradient(network, params, batch, maskedSquaredError, null, createRng(1));
    const W = params.recurrentWeights.data;
    const expected = { W: new Float64Array(25), b: new Float64Array(5), a0: new Float64Array(5) };
    for (const { h, slope, lambda } of unroll(network, params, batch, loss)) {
      let delta = [0, 0, 0, 0, 0];
      for (let t = batch.steps; t >= 0; t--) {
        const direct = t === 0 ? [0, 0, 0, 0, 0] : lambda[t];
        const next = delta;
        delta = direct.map((l, j) => slope[t][j] * (l + next.reduce((sum, d, i) => sum + W[i * 5 + j] * d, 0)));
        delta.forEach((d, i) => {
          if (t === 0) expected.a0[i] += d;
          else {
            expected.b[i] += d;
            h[t - 1].forEach((rate, j) => {
              expected.W[i * 5 + j] += d * rate;
            });
          }
        });
      }
    }
    expect(relativeDifference(gradients.recurrentWeights.data, expected.W)).toBeLessThan(1e-14);
    expect(relativeDifference(gradients.bias.data, expected.b)).toBeLessThan(1e-14);
    expect(relativeDifference(gradients.initialState.data, expected.a0)).toBeLessThan(1e-14);
  });

  it('and e-prop differ in a_0 alone when a trial has one step, where credit only crosses the recurrence into h_0', () => {
    const network = smallNetwork();
    const params = randomParams(network);
    const [inputs, targets] = [new Float32Array(2).fill(1), new Float32Array(3).fill(0.5)];
    const batch = { ...regressionBatch(), trials: 1, steps: 1, inputs, targets, mask: new Float32Array(3).fill(1) };
    const run = (rule: typeof bptt): Params =>
      rule.gradient(network, params, batch, maskedSquaredError, null, createRng(1)).gradients;
    const [exact, local] = [run(bptt), run(eprop)];
    for (const name of Object.keys(exact))
      if (name === 'initialState') expect(exact[name].data).not.toEqual(local[name].data);
      else expect(exact[name].data, name).toEqual(local[name].data);
  });

  it('says what it needs of the network and of the loss', () => {
    const network = smallNetwork();
    const other = { ...network, backward: undefined, forward: undefined, cell: 'gated' };
    const { backward: _, ...without } = other;
    const call = (of: typeof network, batch = regressionBatch(), loss = maskedSquaredError) =>
      bptt.gradient(of, randomParams(network), batch, loss, null, createRng(1));
    expect(() => call(without as unknown as typeof network)).toThrow(
      "network is a 'gated' network without a backward pass",
    );
    expect(() => call(network, { ...regressionBatch(), nOut: 2 })).toThrow(
      'bptt.gradient: the network has nOut 3, the batch 2',
    );
    const infinite: typeof maskedSquaredError = (...args) => ({ ...maskedSquaredError(...args), value: Infinity });
    expect(() => call(network, regressionBatch(), infinite)).toThrow('bptt.gradient: the loss is Infinity');
  });
});
