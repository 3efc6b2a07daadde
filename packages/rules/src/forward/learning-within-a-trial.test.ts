import { createRng, type Params } from '@lrsim/core';
import { dale, leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { randomParams, smallNetwork } from '../../test/small-problem.js';
import { adam } from '../adam.js';
import { gradientDescent } from '../gradient-descent.js';
import { epropOnline, rflo } from './eprop-online.js';
import { onlineLearner } from './online-learner.js';
import { rtrl } from './rtrl.js';
import { snap } from './snap.js';
import { squaredErrorAt } from './step-losses.js';
import type { ForwardRule } from './types.js';
import { uoro } from './uoro.js';

/** Follows a sine for one long trial, and gives the squared error of every step. */
function followSine<S extends Params | null>(rule: ForwardRule<S>, learningRate: number, constrained = false) {
  const network = leakyNetwork({
    nIn: 1,
    nUnits: 20,
    nOut: 1,
    activation: 'tanh',
    alpha: 0.2,
    readoutLeak: 0.3,
    noise: 0.01,
    constraint: constrained ? dale(20, 0.5) : undefined,
    kernel: referenceKernel,
  });
  const learner = onlineLearner(rule, network, { optimizer: gradientDescent({ learningRate }) });
  const rng = createRng('sine');
  const start = learner.init(network.init(createRng(4)), rng);
  let state = start;
  const errors = Array.from({ length: 1500 }, (_, t) => {
    const [input, target] = [Math.sin(t / 8), Math.sin((t - 6) / 8)];
    state = learner.step(state, [input], squaredErrorAt([target]), rng);
    return state.loss;
  });
  const meanOf = (part: number[]) => part.reduce((sum, error) => sum + error, 0) / part.length;
  return { network, start, end: state, first: meanOf(errors.slice(0, 200)), last: meanOf(errors.slice(-200)) };
}

describe('learning within a trial', () => {
  it.each([
    ['eprop_online', epropOnline],
    ['rflo', rflo],
    ['snap1', snap(1)],
    ['uoro', uoro],
  ] as const)(
    '%s follows a sine better the longer the trial goes on; without a learning rate it does not',
    (_, rule) => {
      const learnt = followSine(rule as ForwardRule, 0.005);
      expect(learnt.last).toBeLessThan(0.2 * learnt.first);
      const still = followSine(rule as ForwardRule, 0);
      expect(still.last).toBeGreaterThan(0.5 * still.first);
    },
  );

  it('keeps to the constraint', () => {
    const { network, start, end, last, first } = followSine(epropOnline, 0.005, true);
    expect(last).toBeLessThan(0.2 * first);
    const [before, after] = [start, end].map(({ params }) => network.cellOf(params).weights.recurrentWeights);
    const mask = network.constraint.kind === 'dale' ? network.constraint.mask.data : [];
    let moved = 0;
    mask.forEach((sign: number, k: number) => {
      if (sign === 0) expect(Math.abs(after[k])).toBe(0);
      else expect(after[k] * sign).toBeGreaterThanOrEqual(0);
      if (after[k] !== before[k]) moved++;
    });
    expect(moved).toBeGreaterThan(100);
  });

  it('moves the parameters every so many steps, and then forgets the gradients it summed', () => {
    const network = smallNetwork();
    const learner = onlineLearner(epropOnline, network, { optimizer: adam({ learningRate: 0.1 }), every: 3 });
    let state = learner.init(randomParams(network), createRng(1));
    const moved = [1, 2, 3, 4, 5, 6].map(() => {
      const { params } = state;
      state = learner.step(state, [1, -1], squaredErrorAt([1, 0, -1]), createRng(1));
      return state.params !== params;
    });
    expect(moved).toEqual([false, false, true, false, false, true]);
    expect(state.gradients.units.every((g) => g === 0)).toBe(true);
  });

  it('a step without a loss credits nothing and is still remembered', () => {
    const network = smallNetwork();
    const learner = onlineLearner(rtrl, network, {
      optimizer: gradientDescent({ learningRate: 0.1 }),
      every: Infinity,
    });
    const silent = learner.step(learner.init(randomParams(network), createRng(1)), [1, 1], null, createRng(1));
    expect(silent.gradients.units.every((g) => g === 0)).toBe(true);
    const after = learner.step(silent, [0, 0], squaredErrorAt([1, 0, -1]), createRng(1));
    // the input was on only in the step without a loss
    expect(Math.max(...learner.gradients(after).inputWeights.data.map(Math.abs))).toBeGreaterThan(1e-4);
  });
});
