import { ArgumentError, createRng, type Params, type TrialBatch } from '@lrsim/core';
import { dale, leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { randomParams, regressionBatch, smallNetwork } from '../../test/small-problem.js';
import { adam } from '../adam.js';
import { softmaxCrossEntropy } from '../losses/losses.js';
import type { LeakyRule } from '../types.js';
import { cellTypeMeans } from './cell-type-means.js';
import { eprop } from './eprop.js';
import { modpropType, modpropW } from './modprop.js';

/** Were two pulses, one early and one late, alike? Answered in the last steps: delayed exclusive or, in 24 steps. */
function delayedMatch(): TrialBatch {
  const [trials, steps, nIn] = [4, 24, 2];
  const inputs = new Float32Array(trials * steps * nIn);
  const targets = new Float32Array(trials * steps);
  const mask = new Float32Array(trials * steps);
  for (let trial = 0; trial < trials; trial++) {
    const pulses = [trial & 1, trial >> 1];
    pulses.forEach((pulse, channel) => {
      const onset = channel === 0 ? 0 : 14;
      for (let t = onset; t < onset + 4; t++) inputs[(trial * steps + t) * nIn + channel] = pulse ? 2 : 0.02;
    });
    for (let t = 20; t < steps; t++) {
      targets[trial * steps + t] = pulses[0] === pulses[1] ? 1 : 0;
      mask[trial * steps + t] = 1;
    }
  }
  return { inputs, targets, mask, trials, steps, nIn, nOut: 2, dtMs: 10, kind: 'classification', info: [] };
}

/** Loss before and after training a network of 40 relu units under Dale's law with the paper's 8 + 8 cell types. */
function trained(rule: LeakyRule, updates = 250): [before: number, after: number] {
  const batch = delayedMatch();
  const { nIn, nOut } = batch;
  const settings = { nIn, nUnits: 40, nOut, activation: 'relu', alpha: 0.2, constraint: dale(40) };
  const network = leakyNetwork({ ...settings, kernel: referenceKernel });
  expect(network.cellTypes).toEqual({ excitatory: 8, inhibitory: 8, blockProbability: 0.5 });
  const optimizer = adam({ learningRate: 0.01 });
  let params: Params<Float64Array> = network.init(createRng(1));
  let moments = optimizer.init(params);
  let state = rule.init(network, createRng(2));
  const losses: number[] = [];
  for (let update = 0; update <= updates; update++) {
    const result = rule.gradient(network, params, batch, softmaxCrossEntropy, state, createRng(update));
    state = result.state;
    losses.push(result.loss.value);
    [params, moments] = optimizer.update(result.gradients, moments, params);
  }
  return [losses[0], losses[updates]];
}

describe('ModProp', () => {
  it.each([modpropType('code', 0.2), modpropType('paper'), modpropW('code')])(
    'trains relu networks under Dale’s law, through mean weights of cell types that follow the weights: $name',
    (rule) => {
      const [before, after] = trained(rule);
      console.log(`${rule.name}: loss ${before.toFixed(3)} before, ${after.toExponential(2)} after 250 updates`);
      expect(after).toBeLessThan(before / 10);
    },
  );

  it('puts the means of the moment in place of the weights', () => {
    const network = leakyNetwork({ nIn: 1, nUnits: 4, nOut: 1, constraint: dale(4, 0.5), kernel: referenceKernel });
    const rule = modpropType('code');
    const state = rule.init(network, createRng(1));
    expect([...state.typeOfUnit.data]).toEqual([0, 0, 1, 1]); // no cell types: excitatory and inhibitory
    const weights = Float64Array.of(0, 1, -2, -4, 3, 0, -6, -8, 1, 2, 0, -5, 3, 4, -7, 0);
    const means = [1, 1, -5, -5, 1, 1, -5, -5, 2.5, 2.5, -3, -3, 2.5, 2.5, -3, -3]; // zeros of the diagonal counted
    expect(Array.from(rule.route(weights, state).recurrent?.weights ?? [])).toEqual(means);
    expect(() => cellTypeMeans(weights.slice(0, 9), state)).toThrow(
      'the types of 4 units; expected those of the network’s 3',
    );
  });

  it('is not defined for the leak on the rate, and says so', () => {
    const network = smallNetwork({ leak: 'rate' });
    const run = (rule: LeakyRule) =>
      rule.gradient(
        network,
        randomParams(network),
        regressionBatch(),
        (rollout) => {
          const dOutputs = rollout.outputs;
          return { value: 1, terms: { main: 1 }, dOutputs };
        },
        rule.init(network, createRng(1)),
        createRng(1),
      );
    expect(() => run(modpropType('paper'))).toThrow(ArgumentError);
    expect(() => run(modpropW('code'))).toThrow("leakyNetwork({ leak: 'pre-activation' })");
    expect(() => run(eprop)).not.toThrow();
  });

  it('refuses a mu that is no slope', () => {
    expect(() => modpropType('code', -1)).toThrow('mu is -1');
  });
});
