import { createRng, type Params } from '@lrsim/core';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { describeWithReference } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { errorOf, type GoldenCase, goldenCases, goldenFolder } from '../../test/golden-cases.js';
import type { LeakyRule } from '../types.js';
import { esAntithetic } from './evolution-strategies.js';
import { miconiTrace } from './miconi.js';
import { nodePert } from './node-pert.js';
import type { DirectionSource, UnitPerturbationSource } from './types.js';
import { weightPert } from './weight-pert.js';

/** The perturbation of units the goldens were computed with; they leave the initial state alone. */
const givenUnits =
  (golden: GoldenCase): UnitPerturbationSource =>
  (_rng, { nUnits }) => ({ units: golden.trialMajor('xi'), initialState: new Float64Array(nUnits) });

/** Directions [count, W | U | b | V | c] in the goldens' order, with the initial state left alone. */
const givenDirections =
  (golden: GoldenCase, name: string): DirectionSource =>
  (_rng, params, index) => {
    const order = ['recurrentWeights', 'inputWeights', 'bias', 'readoutWeights', 'readoutBias'];
    const size = order.reduce((sum, one) => sum + params[one].data.length, 0);
    let from = index * size;
    const parts = order.map((one): [string, Params[string]] => {
      const { data, shape } = params[one];
      const part = golden.array(name).slice(from, from + data.length);
      from += data.length;
      return [one, { data: part, shape }];
    });
    const { shape } = params.initialState;
    return { ...Object.fromEntries(parts), initialState: { data: new Float64Array(shape[0]), shape } };
  };

const pairsOf = (golden: GoldenCase, params: Params) => {
  const { initialState, ...perturbed } = params;
  const size = Object.values(perturbed).reduce((sum, { data }) => sum + data.length, 0);
  return golden.array('es_deltas').length / size;
};

/**
 * The family's members among the golden rules, with the tolerance relative to the norm: 1e-6 where the difference of two losses
 * is divided by a small sigma, 1e-9 otherwise.
 */
const family: Readonly<Record<string, { rule: (golden: GoldenCase, params: Params) => LeakyRule; tolerance: number }>> =
  {
    node_pert: { rule: (golden) => nodePert({}, givenUnits(golden)) as LeakyRule, tolerance: 1e-6 },
    weight_pert: {
      rule: (golden) => weightPert({}, givenDirections(golden, 'wp_delta')) as LeakyRule,
      tolerance: 1e-6,
    },
    es_antithetic: {
      rule: (golden, params) =>
        esAntithetic({ pairs: pairsOf(golden, params) }, givenDirections(golden, 'es_deltas')) as LeakyRule,
      tolerance: 1e-6,
    },
    miconi_trace: { rule: (golden) => miconiTrace({}, givenUnits(golden)) as LeakyRule, tolerance: 1e-9 },
  };

describeWithReference('gradients of small networks, from perturbations', [goldenFolder], () => {
  const found = new Set<string>();
  describe.each(goldenCases().map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
    it.each(Object.keys(family).filter((name) => name in golden.gradients))('%s is the golden', (name) => {
      found.add(name);
      const params = golden.params(referenceKernel);
      const network = golden.network(referenceKernel);
      // the goldens move weights of connections a sparse network lacks as well: as in a network that has them all
      const all = leakyNetwork({ ...network, leak: network.leak, constraint: { kind: 'none' } });
      const on = name === 'weight_pert' || name === 'es_antithetic' ? all : network;
      const rule = family[name].rule(golden, params);
      const { gradients, loss } = rule.gradient(on, params, golden.batch, golden.loss, null, createRng(1));
      expect(Math.abs(loss.value - golden.lossValue)).toBeLessThan(1e-12 * Math.max(1, Math.abs(golden.lossValue)));
      expect(errorOf(gradients, golden.gradients[name])).toBeLessThan(family[name].tolerance);
      expect(gradients.initialState.data.every((g: number) => g === 0)).toBe(true);
    });
  });

  it('has every member in some case', () => expect([...found].sort()).toEqual(Object.keys(family).sort()));
});
