import { createRng, type Floats } from '@lrsim/core';
import { describeRule } from '@lrsim/core/testing';
import { dale, leakyNetwork, referenceKernel } from '@lrsim/rnn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomParams, regressionBatch, smallNetwork, treeDifference } from '../../test/small-problem.js';
import { maskedSquaredError } from '../losses/losses.js';
import type { AdjointRule } from '../types.js';
import { adjointRule } from './adjoint-rule.js';
import { bptt } from './bptt.js';
import { eprop } from './eprop.js';

/** Truncation as in the paper’s code: credit crosses into h_t unless a multiple of `window` steps follows t. */
const truncated = (window: number) =>
  adjointRule<null>({
    ...bptt,
    name: `truncated-${window}`,
    estimate: 'biased',
    route: (weights) => ({ recurrent: { weights, cut: (stepsAfter) => stepsAfter % window === 0 } }),
  });

/** e-prop with a fixed random matrix in the place of the readout’s transpose, kept as the rule’s state. */
const randomFeedback = adjointRule<{ readonly data: Floats; readonly shape: readonly number[] }>({
  ...eprop,
  name: 'eprop-random-feedback',
  init(network, rng) {
    const shape = [network.nOut, network.nUnits];
    const data = network.kernel.zeros(shape[0] * shape[1]).map(() => rng.normal() / Math.sqrt(shape[1]));
    return { data, shape };
  },
  route: (_, { data }) => ({ readout: data }),
});

const run = <S>(rule: AdjointRule<S>, state: S, network = smallNetwork()) =>
  rule.gradient(network, randomParams(network), regressionBatch(), maskedSquaredError, state, createRng(1)).gradients;

describe('a new member of the adjoint family is its route', () => {
  for (const rule of [truncated(3), truncated(4)])
    describeRule({ describe, it }, rule, (sizes, noise) => leakyNetwork({ ...sizes, noise, kernel: referenceKernel }));

  describeRule(
    { describe, it },
    randomFeedback,
    (sizes, noise) => leakyNetwork({ ...sizes, noise, kernel: referenceKernel }),
    {
      permuteState: ({ data, shape }, order) => ({
        data: data.map((_: number, k: number) => data[k - (k % order.length) + order[k % order.length]]),
        shape,
      }),
    },
  );

  it('truncation beyond the trial is BPTT, at every step e-prop', () => {
    // 6 steps: at T the term is 0 anyway, and a window of 7 never ends inside the trial
    expect(treeDifference(run(truncated(7), null), run(bptt, null))).toBe(0);
    expect(treeDifference(run(truncated(1), null), run(eprop, null))).toBe(0);
    expect(treeDifference(run(truncated(3), null), run(bptt, null))).toBeGreaterThan(1e-4);
  });

  it('feedback through the readout’s own transpose is no change', () => {
    const network = smallNetwork();
    const { data, shape } = randomParams(network).readoutWeights;
    expect(treeDifference(run(randomFeedback, { data, shape }), run(eprop, null))).toBe(0);
    const random = randomFeedback.init(network, createRng(1));
    expect(treeDifference(run(randomFeedback, random), run(eprop, null))).toBeGreaterThan(1e-3);
  });

  it('a constant slope of 0 lets nothing through', () => {
    const slope0 = adjointRule<null>({ ...bptt, route: (weights) => ({ recurrent: { weights, slope: 0 } }) });
    expect(treeDifference(run(slope0, null), run(eprop, null))).toBe(0);
  });

  it('gets the effective weights of a constrained network, and its gradients go through the constraint', () => {
    const constraint = dale(5, 0.6);
    const network = smallNetwork({ constraint });
    let seen: ArrayLike<number> = [];
    const watching = adjointRule<null>({
      ...bptt,
      route: (weights) => {
        seen = weights;
        return { recurrent: { weights } };
      },
    });
    const gradients = run(watching, null, network);
    const raw = randomParams(network).recurrentWeights.data;
    const mask = constraint.kind === 'dale' ? constraint.mask.data : [];
    raw.forEach((w: number, k: number) => {
      expect(seen[k]).toBe(Math.abs(w) * mask[k]);
      if (mask[k] === 0) expect(Math.abs(gradients.recurrentWeights.data[k])).toBe(0);
    });
  });

  it('is linear in what the loss says: gradients of a sum of losses are the sum of gradients', () => {
    const network = smallNetwork();
    const params = randomParams(network);
    const along = (rule: AdjointRule<null>, [p, q]: readonly [number, number]) =>
      rule.gradient(
        network,
        params,
        regressionBatch(),
        (rollout, batch) => {
          const { value, terms, dOutputs } = maskedSquaredError(rollout, batch);
          return {
            value,
            terms,
            dOutputs: dOutputs.map((g: number) => p * g) as typeof dOutputs,
            dRates: { factor: q },
          };
        },
        null,
        createRng(1),
      ).gradients;
    const factor = fc.double({ min: -3, max: 3, noNaN: true });
    for (const rule of [bptt, eprop, truncated(3)]) {
      const [outputs, rates] = [along(rule, [1, 0]), along(rule, [0, 1])];
      fc.assert(
        fc.property(factor, factor, (p, q) => {
          const expected = Object.fromEntries(
            Object.entries(outputs).map(([name, { data, shape }]) => [
              name,
              { data: Float64Array.from(data, (g, k) => p * g + q * rates[name].data[k]), shape },
            ]),
          );
          expect(treeDifference(along(rule, [p, q]), expected)).toBeLessThan(1e-13);
        }),
        { numRuns: 20 },
      );
    }
  });
});
