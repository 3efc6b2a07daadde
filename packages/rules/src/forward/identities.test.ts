import { createRng, type Params } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomProblem, randomProblems } from '../../test/random-problem.js';
import { treeDifference } from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { eprop } from '../adjoint/eprop.js';
import { epropRandom } from '../adjoint/eprop-random.js';
import { bpttFa } from '../adjoint/feedback-alignment.js';
import { tbpttWindow } from '../adjoint/truncated-bptt.js';
import type { LeakyRule } from '../types.js';
import { epropOnline, rflo } from './eprop-online.js';
import { forwardRule } from './forward-rule.js';
import { kernlFixed } from './kernl-fixed.js';
import { patternedInfluence } from './patterned-influence.js';
import { rtrl, rtrlFa } from './rtrl.js';
import { snap } from './snap.js';

// Both sides sum the same few hundred products, forward and backward in time.
const rounding = 1e-11;

const gradientsOf = (rule: LeakyRule, { network, params, batch, loss }: RandomProblem): Params =>
  rule.gradient(network, params, batch, loss, rule.init(network, createRng(1)), createRng(2)).gradients;

/** Checks that two rules give the same gradients of all parameters on random problems, but for those left out. */
function expectSame(
  problems: fc.Arbitrary<RandomProblem>,
  one: LeakyRule | ((problem: RandomProblem) => LeakyRule),
  other: LeakyRule,
  without: string[] = [],
) {
  fc.assert(
    fc.property(problems, (problem) => {
      const rules = [typeof one === 'function' ? one(problem) : one, other];
      const [found, expected] = rules.map((rule) =>
        Object.fromEntries(Object.entries(gradientsOf(rule, problem)).filter(([name]) => !without.includes(name))),
      );
      expect(treeDifference(found, expected)).toBeLessThan(rounding);
    }),
    { numRuns: 60 },
  );
}

const any = randomProblems();

/** The same problems without self-connections. */
const withoutAutapses = any.map((problem) => {
  const { nUnits } = problem.network;
  const { data, shape } = problem.params.recurrentWeights;
  const weights = data.map((w, k) => (k % (nUnits + 1) === 0 ? 0 : w));
  return { ...problem, params: { ...problem.params, recurrentWeights: { data: weights, shape } } };
});

describe('on random networks, activations, losses, masks, constraints, noise and both leaks', () => {
  it('RTRL is BPTT, of every parameter', () => expectSame(any, rtrl, bptt));

  it('RTRL with random readout feedback is BPTT with it', () => expectSame(any, rtrlFa, bpttFa));

  it('SnAp-2 without a constraint is BPTT', () => expectSame(randomProblems({ constraints: ['none'] }), snap(2), bptt));

  it('SnAp with as many steps as there are units loses nothing, whatever the constraint', () =>
    expectSame(any, ({ network }) => snap(network.nUnits) as LeakyRule, bptt));

  it('SnAp-1 without autapses is e-prop', () => expectSame(withoutAutapses, snap(1), eprop));

  it('e-prop in its online form is e-prop, with random feedback too', () => {
    expectSame(any, epropOnline, eprop);
    expectSame(any, rflo, epropRandom);
  });

  it('KeRNL with A = I and kap = 1 - alpha is e-prop', () => expectSame(any, kernlFixed, eprop));

  it('without leak e-prop is the present use of the weights', () =>
    expectSame(randomProblems({ alphas: [1] }), epropOnline, tbpttWindow(1), ['initialState']));

  it('autapses, and connections that SnAp-1 leaves out, make a difference', () => {
    const problem = fc.sample(randomProblems({ constraints: ['none'], alphas: [0.4] }), { numRuns: 20, seed: 1 });
    const differ = (one: LeakyRule, other: LeakyRule) =>
      problem.filter((p) => treeDifference(gradientsOf(one, p), gradientsOf(other, p)) > 1e-6).length;
    expect(differ(snap(1), eprop)).toBeGreaterThan(10);
    expect(differ(snap(1), rtrl)).toBeGreaterThan(10);
  });
});

describe('SnAp on sparse networks', () => {
  it('is RTRL with what leaves the pattern set to 0 at every step, after the direct influence was added', () => {
    const sparse = randomProblems({ constraints: ['sparse', 'dale'] });
    fc.assert(
      fc.property(sparse, (problem) => {
        const { nUnits, constraint } = problem.network;
        const kept = (k: number, i: number) =>
          k === i || constraint.kind === 'none' || constraint.mask.data[k * nUnits + i] !== 0;
        // Dense: all units in every pattern, and zeros written where SnAp-2 keeps nothing.
        const masked = forwardRule<null>({
          ...rtrl,
          influence(network) {
            const every = Array.from({ length: nUnits }, (_, k) => k);
            const dense = patternedInfluence(
              network,
              every.map(() => every),
            );
            return {
              ...dense,
              advance(influence, step) {
                dense.advance(influence, step);
                const R = influence.influence; // [i, k, parameter of i]
                const columns = R.length / nUnits ** 2;
                R.forEach((_, at) => {
                  const [i, k] = [Math.floor(at / columns / nUnits), Math.floor(at / columns) % nUnits];
                  if (!kept(k, i)) R[at] = 0;
                });
              },
            };
          },
        });
        expect(treeDifference(gradientsOf(snap(2), problem), gradientsOf(masked, problem))).toBeLessThan(rounding);
      }),
      { numRuns: 60 },
    );
  });
});
