import { createRng, type Loss, type Params, type TrialBatch } from '@lrsim/core';
import { dale, type LeakyNetworkOptions, sparse, sparsityMask } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import {
  classificationBatch,
  randomParams,
  regressionBatch,
  smallNetwork,
  treeDifference,
} from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { withActivityPenalty } from '../losses/activity-penalty.js';
import { lossForKind } from '../losses/losses.js';
import type { LeakyRule } from '../types.js';
import { esAntithetic } from './evolution-strategies.js';
import { nodePert } from './node-pert.js';
import { nodePertRate } from './node-pert-rate.js';
import { reinforce } from './reinforce.js';
import type { DirectionSource, UnitPerturbationSource } from './types.js';
import { weightPert } from './weight-pert.js';

type Problem = { readonly batch: TrialBatch; readonly options: Partial<LeakyNetworkOptions<Float64Array>> };
const problems: Record<string, Problem> = {
  'tanh, squared error': { batch: regressionBatch(), options: { activation: 'tanh' } },
  'retanh, cross-entropy, leaky readout, noise': {
    batch: classificationBatch(),
    options: { readoutLeak: 0.7, noise: 0.2 },
  },
  'leak on the rate, tanh, leaky readout': {
    batch: regressionBatch(),
    options: { leak: 'rate', activation: 'tanh', readoutLeak: 0.5 },
  },
  'leak on the rate, softplus, noise': {
    batch: classificationBatch(),
    options: { leak: 'rate', activation: 'softplus', noise: 0.2 },
  },
  'Dale’s law, softplus': { batch: regressionBatch(), options: { activation: 'softplus', constraint: dale(5, 0.6) } },
  'sparse, tanh, no leak': {
    batch: classificationBatch(),
    options: { alpha: 1, activation: 'tanh', constraint: sparse(sparsityMask(createRng(4), 5, 0.5)) },
  },
};

const names = ['recurrentWeights', 'inputWeights', 'bias', 'readoutWeights', 'readoutBias', 'initialState'];
const add = (sum: Params | undefined, term: Params, factor = 1): Params =>
  Object.fromEntries(
    Object.entries(term).map(([name, { data, shape }]) => [
      name,
      { data: Float64Array.from(data, (value, k) => (sum?.[name].data[k] ?? 0) + factor * value), shape },
    ]),
  );

/** The number of parameters, and a direction that moves number k alone. */
const basisDirection =
  (length = 1): DirectionSource =>
  (_rng, params, index) => {
    let k = index;
    return Object.fromEntries(
      Object.entries(params).map(([name, { data, shape }]) => {
        const own = new Float64Array(data.length);
        if (k >= 0 && k < data.length) own[k] = length;
        k -= data.length;
        return [name, { data: own, shape }];
      }),
    );
  };

/** Perturbs, in every trial, one unit at one step; beyond the last step the initial state of one. */
const basisPerturbation =
  (index: number, sign = 1): UnitPerturbationSource =>
  (_rng, { trials, steps, nUnits }) => {
    const units = new Float64Array(trials * steps * nUnits);
    const initialState = new Float64Array(nUnits);
    if (index < steps * nUnits)
      for (let trial = 0; trial < trials; trial++) units[trial * steps * nUnits + index] = sign;
    else initialState[index - steps * nUnits] = sign;
    return { units, initialState };
  };

/** A loss that keeps each trial's share to itself. */
const silent =
  (loss: Loss): Loss =>
  (...args) => ({ ...loss(...args), perTrial: undefined });

describe.each(Object.entries(problems))('over a basis of perturbations, %s', (_, { batch, options }) => {
  const network = smallNetwork(options);
  const params = randomParams(network);
  const loss = withActivityPenalty(lossForKind(batch.kind), 0.5);
  const gradient = <S>(rule: LeakyRule<S>, of = loss, state: S = rule.init(network, createRng(0))): Params =>
    rule.gradient(network, params, batch, of, state, createRng(3)).gradients;
  const exact = gradient(bptt);
  const count = names.reduce((sum, name) => sum + params[name].data.length, 0);
  const perturbations = Array.from({ length: (batch.steps + 1) * network.nUnits }, (_, k) => k);

  // Finite differences: an error of the order of sigma (sigma^2 where both signs are taken) and rounding of 1e-16 / sigma.
  it.each<[string, typeof nodePert]>([
    ['node perturbation', nodePert],
    ['node perturbation of rates', nodePertRate],
  ])('the estimates of %s add up to BPTT’s gradient, to 1e-4 at sigma 1e-5', (_, rule) => {
    for (const of of [loss, silent(loss)]) {
      let sum: Params | undefined;
      for (const k of perturbations) sum = add(sum, gradient(rule({ sigma: 1e-5 }, basisPerturbation(k)), of));
      // the readout's gradient is exact in each of them
      const [readoutWeights, readoutBias] = [exact.readoutWeights, exact.readoutBias];
      expect(treeDifference({ ...(sum as Params), readoutWeights, readoutBias }, exact)).toBeLessThan(1e-4);
    }
  });

  it('REINFORCE’s, with both signs and whatever the baseline, add up to BPTT’s gradient, to 1e-5 at sigma 1e-4', () => {
    const running = {
      meanLoss: { data: Float64Array.of(0.3), shape: [1] },
      trialsSeen: { data: Float64Array.of(9), shape: [1] },
    };
    let sum: Params | undefined;
    for (const k of perturbations.slice(0, batch.steps * network.nUnits))
      for (const sign of [1, -1])
        sum = add(
          sum,
          gradient(reinforce({ sigma: 1e-4, baselineDecay: 1 }, basisPerturbation(k, sign)), loss, running),
          1 / 2,
        );
    for (const name of ['recurrentWeights', 'inputWeights', 'bias'])
      expect(treeDifference({ [name]: (sum as Params)[name] }, { [name]: exact[name] })).toBeLessThan(1e-5);
  });

  it('those of weight perturbation add up to BPTT’s gradient, to 1e-4 at sigma 1e-5', () => {
    let sum: Params | undefined;
    for (let k = 0; k < count; k++) {
      const direction: DirectionSource = (rng, of) => basisDirection()(rng, of, k);
      sum = add(sum, gradient(weightPert({ sigma: 1e-5 }, direction)));
    }
    expect(treeDifference(sum as Params, exact)).toBeLessThan(1e-4);
  });

  it('evolution strategies with a pair for every parameter are BPTT, to 1e-5 at steps of 1e-4', () => {
    const length = Math.sqrt(count);
    const rule = esAntithetic({ sigma: 1e-4 / length, pairs: count }, basisDirection(length));
    expect(treeDifference(gradient(rule), exact)).toBeLessThan(1e-5);
  });
});

describe('the mean of many estimates', () => {
  const draws = 2048;
  const group = 32;
  it.each<[string, 'pre-activation' | 'rate', LeakyRule<null>]>([
    ['node perturbation', 'pre-activation', nodePert()],
    ['node perturbation', 'rate', nodePert()],
    ['node perturbation of rates', 'pre-activation', nodePertRate()],
    ['node perturbation of rates', 'rate', nodePertRate()],
    ['weight perturbation', 'pre-activation', weightPert()],
    ['evolution strategies', 'rate', esAntithetic({ pairs: 2 })],
  ])('of %s approaches BPTT’s gradient as 1 / sqrt(n): leak on the %s', (_, leak, rule) => {
    const network = smallNetwork({ leak, activation: 'tanh' });
    const params = randomParams(network);
    const batch = regressionBatch();
    const loss = lossForKind(batch.kind);
    const flat = (of: Params) => names.slice(0, 3).flatMap((name) => [...of[name].data]);
    const exact = flat(bptt.gradient(network, params, batch, loss, null, createRng(1)).gradients);
    const rng = createRng('estimates');
    const estimates = Array.from({ length: draws }, () =>
      flat(rule.gradient(network, params, batch, loss, null, rng).gradients),
    );
    /** Mean squared distance to the gradient of means over so many estimates. */
    const squaredError = (size: number) => {
      let sum = 0;
      for (let from = 0; from < draws; from += size) {
        const some = estimates.slice(from, from + size);
        exact.forEach((value, k) => {
          sum += (some.reduce((total, one) => total + one[k], 0) / size - value) ** 2;
        });
      }
      return sum / (draws / size);
    };
    const single = squaredError(1);
    // 64 groups: their mean squared error is known to a few tenths; the one mean over all to a factor
    expect((squaredError(group) * group) / single).toBeGreaterThan(0.7);
    expect((squaredError(group) * group) / single).toBeLessThan(1.3);
    expect((squaredError(draws) * draws) / single).toBeLessThan(3);
    // and by then it points the gradient's way
    expect(Math.sqrt(squaredError(draws)) / Math.hypot(...exact)).toBeLessThan(0.5);
  });
});
