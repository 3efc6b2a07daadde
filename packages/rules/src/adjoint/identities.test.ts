import { createRng, type NdArray, type Params } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomProblem, randomProblems } from '../../test/random-problem.js';
import { treeDifference } from '../../test/small-problem.js';
import type { LeakyRule } from '../types.js';
import { adjointRule } from './adjoint-rule.js';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';
import { epropRandom } from './eprop-random.js';
import { bpttFa, bpttFaRec } from './feedback-alignment.js';
import { hop1, mdglType, mdglW } from './mdgl.js';
import { modpropType, modpropW } from './modprop.js';
import { tbpttChunk, tbpttHdetach, tbpttWindow } from './truncated-bptt.js';

// Both sides sum the same few hundred products in another order: 1e-13 would already hold on nearly all of them.
const rounding = 1e-11;

const gradientsOf = (rule: LeakyRule, { network, params, batch, loss }: RandomProblem, state?: Params) =>
  rule.gradient(network, params, batch, loss, state ?? rule.init(network, createRng(1)), createRng(2)).gradients;

/** Checks that two rules give the same gradients of all parameters on random problems, but for those left out. */
function expectSame(problems: fc.Arbitrary<RandomProblem>, one: Sided, other: Sided, without: string[] = []) {
  fc.assert(
    fc.property(problems, (problem) => {
      const [found, expected] = [one(problem), other(problem)].map((gradients) =>
        Object.fromEntries(Object.entries(gradients).filter(([name]) => !without.includes(name))),
      );
      expect(treeDifference(found, expected)).toBeLessThan(rounding);
    }),
    { numRuns: 60 },
  );
}
type Sided = (problem: RandomProblem) => Params;
const by =
  (rule: LeakyRule): Sided =>
  (problem) =>
    gradientsOf(rule, problem);
const leakOnState = randomProblems({ leaks: ['pre-activation'] });
const any = randomProblems();
const stepsOf = ({ batch }: RandomProblem) => batch.steps;

describe('on random networks, activations, losses, masks, constraints and leaks', () => {
  it('a window of all steps is BPTT', () =>
    expectSame(any, (problem) => gradientsOf(tbpttWindow(stepsOf(problem)), problem), by(bptt)));

  it('a chunk of all steps is BPTT', () =>
    expectSame(any, (problem) => gradientsOf(tbpttChunk(stepsOf(problem)), problem), by(bptt)));

  it('recurrent truncation after every step is e-prop, after more steps than there are BPTT', () => {
    expectSame(any, by(tbpttHdetach(1)), by(eprop));
    expectSame(any, (problem) => gradientsOf(tbpttHdetach(stepsOf(problem) + 1), problem), by(bptt));
  });

  it('windows and chunks of one step are the same rule', () => {
    expectSame(any, by(tbpttWindow(1)), by(tbpttChunk(1)));
  });

  it('without leak e-prop is the window of one step, but for the initial state, whose present use is across synapses', () =>
    expectSame(randomProblems({ alphas: [1] }), by(eprop), by(tbpttWindow(1)), ['initialState']));

  it('a window gives the chunks’ gradient of a loss on one step only', () => {
    // the loss of step T alone: its window of k steps is the last k steps, and so is the last chunk of an even split
    const lastStep = any.map((problem) => {
      const { batch } = problem;
      const mask = batch.mask.map((m, k) =>
        Math.floor((k * batch.steps) / (batch.mask.length / batch.trials)) % batch.steps === batch.steps - 1 ? m : 0,
      );
      return { problem, mask };
    });
    fc.assert(
      fc.property(lastStep, ({ problem: { network, params, batch, loss }, mask }) => {
        fc.pre(mask.some((m) => m > 0) && batch.steps % 2 === 0 && network.readoutLeak === 0);
        const value = loss(network.run(params, batch.inputs, batch), batch);
        fc.pre(value.dRates === undefined);
        const problem = { network, params, batch: { ...batch, mask }, loss };
        const k = batch.steps / 2;
        const [window, chunk] = [tbpttWindow(k), tbpttChunk(k)].map((rule) => gradientsOf(rule, problem));
        const but = ({ initialState, ...rest }: Params) => rest; // step T's window ends before the trial's start
        expect(treeDifference(but(window), but(chunk))).toBeLessThan(rounding);
      }),
      { numRuns: 60 },
    );
  });

  it('feedback that is the forward weights’ own changes nothing', () => {
    const own = ({ network, params }: RandomProblem) => ({
      readoutFeedback: params.readoutWeights as NdArray,
      recurrentFeedback: { data: network.cellOf(params as Params<Float64Array>).weights.recurrentWeights, shape: [] },
    });
    expectSame(any, (problem) => gradientsOf(bpttFa, problem, own(problem)), by(bptt));
    expectSame(any, (problem) => gradientsOf(bpttFaRec, problem, own(problem)), by(bptt));
    expectSame(any, (problem) => gradientsOf(epropRandom, problem, own(problem)), by(eprop));
  });

  it('without recurrent weights every rule with true feedback is e-prop', () => {
    const cutOff = any.map((problem) => {
      const { data, shape } = problem.params.recurrentWeights;
      return { ...problem, params: { ...problem.params, recurrentWeights: { data: data.map(() => 0), shape } } };
    });
    for (const rule of [bptt, mdglW, mdglType, hop1]) expectSame(cutOff, by(rule), by(eprop));
  });

  it('ModProp with mu 0 is e-prop in the code’s form, and one hop over the leak in the paper’s', () => {
    expectSame(leakOnState, by(modpropW('code', 0)), by(eprop));
    expectSame(leakOnState, by(modpropW('paper', 0)), by(hop1));
  });

  it('ModProp with slope 1 and the weights themselves is BPTT of linear units', () => {
    const linear = leakOnState.filter(({ network }) => network.activation === 'linear');
    for (const form of ['paper', 'code'] as const) expectSame(linear, by(modpropW(form, 1)), by(bptt));
  });

  it('ModProp with the exact slope and weights is BPTT', () => {
    // its route with nothing in place of f'
    const exact = adjointRule<null>({
      ...modpropW('code'),
      route: (weights) => {
        const { recurrent } = modpropW('code').route(weights, null);
        return { recurrent: recurrent && { weights: recurrent.weights } };
      },
    });
    expectSame(any, by(exact), by(bptt));
  });

  it('types of one unit each are the synapses’ own weights', () => {
    const single = ({ network }: RandomProblem) => ({
      typeOfUnit: { data: Float64Array.from({ length: network.nUnits }, (_, i) => i), shape: [network.nUnits] },
    });
    expectSame(any, (problem) => gradientsOf(mdglType, problem, single(problem)), by(mdglW));
    for (const form of ['paper', 'code'] as const)
      expectSame(
        leakOnState,
        (problem) => gradientsOf(modpropType(form), problem, single(problem)),
        by(modpropW(form)),
      );
  });

  it('the loss of the last step alone gives MDGL nothing beyond e-prop', () => {
    const single = any.filter(({ batch }) => batch.steps === 1);
    expectSame(single, by(mdglW), by(eprop));
  });
});
