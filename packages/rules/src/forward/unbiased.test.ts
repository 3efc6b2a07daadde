import { createRng, type Params } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomProblem, randomProblems } from '../../test/random-problem.js';
import { randomParams, regressionBatch, smallNetwork, treeDifference } from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { maskedSquaredError } from '../losses/losses.js';
import type { LeakyRule } from '../types.js';
import { forwardRule } from './forward-rule.js';
import { kfRtrlDefinition } from './kf-rtrl.js';
import { rkfRtrlDefinition } from './rkf-rtrl.js';
import type { ForwardDefinition, SignSource } from './types.js';
import { uoroDefinition } from './uoro.js';

const gradientsOf = (rule: LeakyRule, { network, params, batch, loss }: RandomProblem, seed = 2): Params =>
  rule.gradient(network, params, batch, loss, null, createRng(seed)).gradients;

/** The signs of one pattern: its bits, in the order in which they are asked for. */
function signsOf(pattern: number): { source: SignSource; used(): number } {
  let bit = 0;
  return {
    source: (_rng, count) => Float64Array.from({ length: count }, () => (((pattern >> bit++) & 1) === 1 ? 1 : -1)),
    used: () => bit,
  };
}

/** Mean gradient over all patterns of the signs a rule asks for on one problem. */
function meanOverPatterns(definition: ForwardDefinition<null>, problem: RandomProblem): Params {
  const first = signsOf(0);
  const sum = structuredClone(gradientsOf(forwardRule(definition, first.source), problem));
  const patterns = 2 ** first.used();
  for (let pattern = 1; pattern < patterns; pattern++) {
    const gradients = gradientsOf(forwardRule(definition, signsOf(pattern).source), problem);
    for (const [name, { data }] of Object.entries(sum))
      data.forEach((_: number, k: number) => {
        data[k] += gradients[name].data[k];
      });
  }
  for (const { data } of Object.values(sum))
    data.forEach((_: number, k: number) => {
      data[k] /= patterns;
    });
  return sum;
}

describe.each([
  ['uoro', uoroDefinition, 2],
  ['rkfrtrl', rkfRtrlDefinition, 2],
  ['kfrtrl', kfRtrlDefinition, 4],
] as const)('%s', (_, definition: ForwardDefinition<null>, steps) => {
  it('has the exact gradient of every parameter as its mean over all patterns of signs', () => {
    fc.assert(
      fc.property(randomProblems({ largest: { nUnits: 2, steps, trials: 1 } }), (problem) => {
        // patterns of small weight differ by orders of magnitude: their sum cancels down to the mean
        expect(treeDifference(meanOverPatterns(definition, problem), gradientsOf(bptt, problem))).toBeLessThan(1e-10);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('approaches the exact gradient with the root of the number of draws', () => {
    const network = smallNetwork({ activation: 'tanh' });
    const problem = { network, params: randomParams(network), batch: regressionBatch(), loss: maskedSquaredError };
    const exact = gradientsOf(bptt, problem).recurrentWeights.data;
    const rule = forwardRule(definition);
    const rng = createRng('draws');
    const draws = Array.from({ length: 4096 }, () => {
      const { network, params, batch, loss } = problem;
      return rule.gradient(network, params, batch, loss, null, rng).gradients.recurrentWeights.data;
    });
    /** Root mean square, over groups of n draws, of how far the group's mean is from the exact gradient. */
    const errorOf = (n: number) => {
      let [sum, groups] = [0, 0];
      for (let start = 0; start < draws.length; start += n, groups++)
        for (let k = 0; k < exact.length; k++) {
          let mean = 0;
          for (let draw = start; draw < start + n; draw++) mean += draws[draw][k] / n;
          sum += (mean - exact[k]) ** 2;
        }
      return Math.sqrt(sum / groups);
    };
    // 16 times the draws, a quarter of the error: within the spread that 16 groups leave
    const ratios = [errorOf(1) / errorOf(16), errorOf(16) / errorOf(256)];
    for (const ratio of ratios) {
      expect(ratio).toBeGreaterThan(2.8);
      expect(ratio).toBeLessThan(5.7);
    }
  }, 60_000);

  it('draws signs of its own for every trial', () => {
    const network = smallNetwork();
    const whole = regressionBatch();
    const part = (values: Float32Array) => values.slice(0, values.length / whole.trials);
    const twice = (values: Float32Array) => Float32Array.from([...part(values), ...part(values)]);
    const batchOf = (of: typeof part, trials: number) => ({
      ...whole,
      trials,
      inputs: of(whole.inputs),
      targets: of(whole.targets),
      mask: of(whole.mask),
    });
    const problem = { network, params: randomParams(network), loss: maskedSquaredError };
    const rule = forwardRule(definition);
    const once = gradientsOf(rule, { ...problem, batch: batchOf(part, 1) });
    const both = gradientsOf(rule, { ...problem, batch: batchOf(twice, 2) });
    // A mean over the same trial twice: the same gradient if the second trial had the first one's signs.
    expect(treeDifference(both, once)).toBeGreaterThan(1e-4);
    expect(treeDifference({ readoutBias: both.readoutBias }, { readoutBias: once.readoutBias })).toBeLessThan(1e-12);
  });
});
