import { createRng, type Params } from '@lrsim/core';
import { referenceKernel } from '@lrsim/rnn';
import { describeWithReference } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { errorOf, type GoldenCase, goldenCases, goldenFolder } from '../../test/golden-cases.js';
import type { LeakyRule } from '../types.js';
import { epropOnline, rflo } from './eprop-online.js';
import { forwardRule } from './forward-rule.js';
import { kernlFixed } from './kernl-fixed.js';
import { kfRtrlDefinition } from './kf-rtrl.js';
import { rkfRtrlDefinition } from './rkf-rtrl.js';
import { rtrl, rtrlFa } from './rtrl.js';
import { snap } from './snap.js';
import type { ForwardDefinition } from './types.js';
import { uoroDefinition } from './uoro.js';

/** A stochastic rule with the signs of the goldens; they have none for the initial state, whose gradient they lack as well. */
const given =
  (definition: ForwardDefinition<null>, signs: string) =>
  (golden: GoldenCase): LeakyRule => {
    const values = golden.trialMajor(signs);
    return forwardRule(definition, (_rng, count, trial, step) => {
      const row = trial * golden.steps + step - 1;
      return step === 0 ? new Float64Array(count).fill(1) : values.subarray(row * count, (row + 1) * count);
    });
  };
const fixed = (rule: LeakyRule) => () => rule;

/** The forward family among the golden rules; a number at the end of a golden's name is the rule's parameter. */
const family: Readonly<Record<string, (golden: GoldenCase, n: number) => LeakyRule>> = {
  rtrl: fixed(rtrl),
  rtrl_fa: fixed(rtrlFa),
  snap: (_, n) => snap(n),
  eprop_sym: fixed(epropOnline),
  eprop_random: fixed(rflo),
  kernl_fixed: fixed(kernlFixed),
  uoro: given(uoroDefinition, 'nu'),
  kfrtrl: given(kfRtrlDefinition, 'kf_signs'),
  rkfrtrl: given(rkfRtrlDefinition, 'nu'),
};

/** Relative to the norm: the same sums in another order, some hundred terms; UORO divides by small normalisers besides. */
const tolerance = (name: string) => (name === 'uoro' ? 1e-9 : 1e-12);

/** What the goldens fix where a rule would draw; feedback_B [nUnits, nOut] is B', a rule's is [nOut, nUnits]. */
function stateOf(golden: GoldenCase): Params {
  const { nUnits, nOut } = golden;
  const B = golden.array('feedback_B');
  const feedback = Float64Array.from(B, (_, k) => B[(k % nUnits) * nOut + Math.floor(k / nUnits)]);
  return {
    readoutFeedback: { data: feedback, shape: [nOut, nUnits] },
    kernelWeights: { data: golden.array('kernl_A'), shape: [nUnits, nUnits] },
    kernelDecay: { data: golden.array('kernl_decay'), shape: [nUnits] },
  };
}

describeWithReference('gradients of small networks, forward in time', [goldenFolder], () => {
  describe.each(goldenCases().map((golden) => [golden.name, golden] as const))('%s', (_, golden) => {
    const members = Object.keys(golden.gradients).flatMap((name) => {
      const [, stem, digits] = /^(.*?)(\d*)$/.exec(name) as RegExpExecArray;
      return Object.hasOwn(family, stem) ? [[name, family[stem](golden, Number(digits))] as const] : [];
    });

    it('has the family’s members', () => {
      expect(members.length).toBeGreaterThanOrEqual(Object.keys(family).length - (golden.convention === 'r' ? 1 : 0));
    });

    it.each(members)('%s is the golden', (name, rule) => {
      const network = golden.network(referenceKernel);
      const params = golden.params(referenceKernel);
      const { gradients } = rule.gradient(network, params, golden.batch, golden.loss, stateOf(golden), createRng(1));
      expect(errorOf(gradients, golden.gradients[name])).toBeLessThan(tolerance(name));
    });
  });
});
