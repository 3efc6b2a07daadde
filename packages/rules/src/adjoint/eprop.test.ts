import { createRng, type Params, type TrialBatch } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import {
  classificationBatch,
  randomParams,
  regressionBatch,
  smallNetwork,
  treeDifference,
} from '../../test/small-problem.js';
import { type UnrolledTrial, unroll } from '../../test/unrolled.js';
import { withActivityPenalty } from '../losses/activity-penalty.js';
import { lossForKind } from '../losses/losses.js';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';

/**
 * e-prop as a synapse would compute it, forward in time: a low-pass filtered presynaptic trace, the slope of the
 * postsynaptic unit, and its learning signal.
 */
function onlineThreeFactors(network: LeakyNetwork, trials: readonly UnrolledTrial[]): Params {
  const { nIn, nUnits, nOut, alpha } = network;
  const zeros = (...shape: number[]) => ({ data: new Float64Array(shape.reduce((a, b) => a * b, 1)), shape });
  const G = {
    recurrentWeights: zeros(nUnits, nUnits),
    inputWeights: zeros(nUnits, nIn),
    bias: zeros(nUnits),
    initialState: zeros(nUnits),
    readoutWeights: zeros(nOut, nUnits),
    readoutBias: zeros(nOut),
  };
  for (const { h, x, slope, g, lambda } of trials) {
    const trace = { rates: Array(nUnits).fill(0), inputs: Array(nIn).fill(0), one: 0, initial: 1 };
    for (let t = 1; t < h.length; t++) {
      trace.rates = trace.rates.map((z, j) => (1 - alpha) * z + alpha * h[t - 1][j]);
      trace.inputs = trace.inputs.map((z, k) => (1 - alpha) * z + alpha * x[t][k]);
      trace.one = (1 - alpha) * trace.one + alpha;
      trace.initial *= 1 - alpha;
      for (let i = 0; i < nUnits; i++) {
        const signal = lambda[t][i] * slope[t][i];
        for (let j = 0; j < nUnits; j++) G.recurrentWeights.data[i * nUnits + j] += signal * trace.rates[j];
        for (let k = 0; k < nIn; k++) G.inputWeights.data[i * nIn + k] += signal * trace.inputs[k];
        G.bias.data[i] += signal * trace.one;
        G.initialState.data[i] += signal * trace.initial;
        for (let o = 0; o < nOut; o++) G.readoutWeights.data[o * nUnits + i] += g[t][o] * h[t][i];
      }
      for (let o = 0; o < nOut; o++) G.readoutBias.data[o] += g[t][o];
    }
  }
  return G;
}

const problems: Record<string, { batch: TrialBatch; options: Parameters<typeof smallNetwork>[0] }> = {
  'retanh, cross-entropy': { batch: classificationBatch(), options: {} },
  'tanh, squared error, noise': { batch: regressionBatch(), options: { activation: 'tanh', noise: 0.2 } },
  'relu, no leak': { batch: regressionBatch(), options: { activation: 'relu', alpha: 1 } },
};

describe('e-prop', () => {
  it.each(Object.entries(problems))('is the online three-factor form, to rounding: %s', (_, { batch, options }) => {
    const network = smallNetwork(options);
    const params = randomParams(network);
    const loss = withActivityPenalty(lossForKind(batch.kind), 0.5);
    const result = eprop.gradient(network, params, batch, loss, null, createRng(3));
    const noise = network.drawNoise(createRng(3), batch);
    const trials = unroll(network, params, batch, result.loss, noise);
    expect(treeDifference(result.gradients, onlineThreeFactors(network, trials))).toBeLessThan(1e-14);
  });

  it('is BPTT where there are no recurrent weights to cross', () => {
    const network = smallNetwork();
    const params = randomParams(network);
    const without = { ...params, recurrentWeights: { data: new Float64Array(25), shape: [5, 5] } };
    const run = (rule: typeof bptt, of: Params<Float64Array>) =>
      rule.gradient(network, of, classificationBatch(), lossForKind('classification'), null, createRng(1)).gradients;
    expect(treeDifference(run(eprop, without), run(bptt, without))).toBe(0);
    // ... and not otherwise:
    expect(treeDifference(run(eprop, params), run(bptt, params))).toBeGreaterThan(1e-3);
  });

  it('lets a_0 learn through the leak only: without leak its gradient is 0', () => {
    const network = smallNetwork({ alpha: 1 });
    const { gradients } = eprop.gradient(
      network,
      randomParams(network),
      regressionBatch(),
      lossForKind('regression'),
      null,
      createRng(1),
    );
    expect(gradients.initialState.data.every((g: number) => g === 0)).toBe(true);
  });
});
