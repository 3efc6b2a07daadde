import { createRng, type Floats, type Optimizer, type Params } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomProblem, randomProblems } from '../../test/random-problem.js';
import { randomParams, regressionBatch, smallNetwork, treeDifference } from '../../test/small-problem.js';
import { adam } from '../adam.js';
import { bptt } from '../adjoint/bptt.js';
import { gradientDescent } from '../gradient-descent.js';
import { maskedSquaredError } from '../losses/losses.js';
import { epropOnline, rflo } from './eprop-online.js';
import { kernl } from './kernl.js';
import { kernlFixed } from './kernl-fixed.js';
import { kfRtrl } from './kf-rtrl.js';
import { onlineLearner } from './online-learner.js';
import { rkfRtrl } from './rkf-rtrl.js';
import { rtrl, rtrlFa } from './rtrl.js';
import { snap } from './snap.js';
import { type StepLoss, squaredErrorAt } from './step-losses.js';
import type { ForwardRule } from './types.js';
import { uoro } from './uoro.js';

const rules = [rtrl, rtrlFa, snap(1), snap(2), epropOnline, rflo, kernlFixed, kernl(), uoro, kfRtrl, rkfRtrl];

/** Leaves the parameters alone and sums the gradients it is given. */
const summing: Optimizer<Params> = {
  init: (params) =>
    Object.fromEntries(Object.entries(params).map(([n, a]) => [n, { ...a, data: a.data.map(() => 0) }])),
  update<F extends Floats>(gradients: Params<F>, sum: Params, params: Params<F>): [Params<F>, Params] {
    const next = Object.entries(sum).map(([name, { data, shape }]) => {
      const total = Float64Array.from(data, (value, k) => value + gradients[name].data[k]);
      return [name, { data: total, shape }];
    });
    return [params, Object.fromEntries(next)];
  },
};

/** The loss a rule was given for a whole batch, step by step: its derivatives at the row of a trial's step. */
function stepLosses({ network: { nOut, nUnits }, batch, loss, network, params }: RandomProblem, seed: number) {
  const pass = network.forward(params, batch.inputs, batch, network.drawNoise(createRng(seed), batch));
  const { dOutputs, dRates } = loss(pass.rollout, batch);
  return (row: number): StepLoss =>
    (_outputs, rates) => ({
      value: 0,
      dOutputs: dOutputs.subarray(row * nOut, (row + 1) * nOut),
      dRates: rates.map((h, i) => (dRates?.factor ?? 0) * h + (dRates?.array?.[row * nUnits + i] ?? 0)),
    });
}

describe('an online learner whose parameters stay as they are', () => {
  it.each(rules.map((rule) => [rule.name, rule as ForwardRule] as const))(
    '%s: its summed gradients, rates and outputs are those of the rule on the trial, with any readout leak',
    (_, rule) => {
      fc.assert(
        fc.property(
          randomProblems({ largest: { nUnits: 5, steps: 7, trials: 1 } }),
          fc.constantFrom(1, 3, Infinity),
          (problem, every) => {
            const { network, params, batch, loss } = problem;
            const ruleState = rule.init(network, createRng(1));
            const offline = rule.gradient(network, params, batch, loss, ruleState, createRng(2));
            const lossAt = stepLosses(problem, 2);
            // a network draws the noise of a batch at once: here each step gets its row of it, and signs come after it
            const rng = createRng(2);
            const noise = network.drawNoise(rng, batch)?.rates;
            let step = 0;
            const drawNoise: typeof network.drawNoise = () =>
              noise && { rates: Array.from(noise).slice(step * network.nUnits, (step + 1) * network.nUnits) };
            const learner = onlineLearner(rule, { ...network, drawNoise }, { optimizer: summing, every });
            let state = learner.init(params, rng, ruleState);
            for (let t = 0; t < batch.steps; t++) {
              step = t;
              const input = batch.inputs.subarray(t * batch.nIn, (t + 1) * batch.nIn);
              state = learner.step(state, input, lossAt(t), rng);
              state.activity.outputs.forEach((y, o) => {
                expect(y).toBeCloseTo(offline.rollout.outputs[t * batch.nOut + o], 11);
              });
              state.activity.rates.forEach((h, i) => {
                expect(h).toBeCloseTo(offline.rollout.rates[t * network.nUnits + i], 11);
              });
            }
            // the same sums forward and backward in time
            expect(treeDifference(learner.update(state).optimizer, offline.gradients)).toBeLessThan(1e-10);
          },
        ),
        { numRuns: 30 },
      );
    },
  );

  it('sums over trials, as a batch does', () => {
    const network = smallNetwork({ readoutLeak: 0.6 });
    const [params, batch] = [randomParams(network), regressionBatch()];
    const problem = { network, params, batch, loss: maskedSquaredError };
    const learner = onlineLearner(epropOnline, network, {
      optimizer: gradientDescent({ learningRate: 0 }),
      every: Infinity,
    });
    let state = learner.init(params, createRng(1));
    const lossAt = stepLosses(problem, 1);
    for (let trial = 0; trial < batch.trials; trial++) {
      if (trial > 0) state = learner.startTrial(state, createRng(1));
      for (let t = 0; t < batch.steps; t++) {
        const row = trial * batch.steps + t;
        state = learner.step(state, batch.inputs.subarray(row * 2, row * 2 + 2), lossAt(row), createRng(1));
      }
    }
    const { gradients } = epropOnline.gradient(network, params, batch, maskedSquaredError, null, createRng(1));
    expect(treeDifference(learner.gradients(state), gradients)).toBeLessThan(1e-13);
  });
});

describe('the state of an online learner', () => {
  it('is plain data that no call changes: a copy of it goes on alike', () => {
    const network = smallNetwork({ readoutLeak: 0.5, noise: 0.1 });
    for (const rule of rules as readonly ForwardRule[]) {
      const learner = onlineLearner(rule, network, { optimizer: adam({ learningRate: 0.01 }), every: 2 });
      const goOn = (from: ReturnType<typeof learner.init>) => {
        const rng = createRng(7);
        let state = from;
        for (let t = 0; t < 4; t++) state = learner.step(state, [t, 1], squaredErrorAt([1, 0, -1]), rng);
        return learner.startTrial(state, rng);
      };
      const middle = goOn(learner.init(randomParams(network), createRng(3)));
      const [saved, text] = [structuredClone(middle), JSON.stringify(middle)];
      const first = goOn(middle);
      expect(JSON.stringify(middle)).toBe(text);
      expect(JSON.stringify(goOn(saved))).toBe(JSON.stringify(first));
    }
  });

  it('holds the kernel that KeRNL learns between trials', () => {
    const network = smallNetwork();
    const rule = kernl();
    const learner = onlineLearner(rule, network, { optimizer: gradientDescent({ learningRate: 0 }) });
    const batch = regressionBatch();
    const start = learner.init(randomParams(network), createRng(3));
    let state = start;
    const rng = createRng(2);
    for (let t = 0; t < batch.steps; t++)
      state = learner.step(state, batch.inputs.subarray(2 * t, 2 * t + 2), null, rng);
    expect(state.ruleState).toBe(start.ruleState);
    const learnt = learner.startTrial(state, rng).ruleState;
    const one = { ...batch, trials: 1, inputs: batch.inputs.slice(0, 2 * batch.steps) };
    const trial = {
      ...one,
      targets: batch.targets.slice(0, 3 * batch.steps),
      mask: new Float32Array(3 * batch.steps).fill(1),
    };
    const offline = rule.gradient(
      network,
      start.params,
      trial,
      maskedSquaredError,
      start.ruleState,
      createRng(2),
    ).state;
    expect(treeDifference(learnt, offline)).toBeLessThan(1e-12);
    expect(treeDifference(learnt, start.ruleState)).toBeGreaterThan(1e-5);
  });
});

it('says which rules, inputs and losses fit', () => {
  const network = smallNetwork();
  const optimizer = gradientDescent({ learningRate: 0.1 });
  expect(() => onlineLearner(bptt as unknown as ForwardRule, network, { optimizer })).toThrow(
    "onlineLearner: rule is 'bptt', which does not run forward in time",
  );
  expect(() => onlineLearner(rflo, network, { optimizer, every: 0 })).toThrow('every is 0');
  const learner = onlineLearner(rflo, network, { optimizer });
  const state = learner.init(randomParams(network), createRng(1));
  expect(() => learner.step(state, [1], null, createRng(1))).toThrow('input has 1 values; expected 2');
  expect(() => learner.step(state, [1, Number.NaN], null, createRng(1))).toThrow('input is NaN');
  const short: StepLoss = () => ({ value: 0, dOutputs: [1] });
  expect(() => learner.step(state, [1, 1], short, createRng(1))).toThrow(
    'dOutputs of the loss has 1 values; expected 3',
  );
});
