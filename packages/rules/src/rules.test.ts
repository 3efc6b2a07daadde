import { UnknownNameError } from '@lrsim/core';
import { describeRule, type RuleSuiteOptions } from '@lrsim/core/testing';
import { type Kernel, leakyNetwork, referenceKernel, startWasmKernel } from '@lrsim/rnn';
import { beforeAll, describe, expect, it } from 'vitest';
import { ruleNamed, rules } from './rules.js';

let wasm: Kernel<Float32Array>;
beforeAll(async () => {
  wasm = await startWasmKernel();
});

/** Rules that know the loss as a number alone, by the parameters whose gradient is exact all the same, and what else they do not promise. */
const fromPerturbations: Readonly<Record<string, RuleSuiteOptions<unknown>>> = {
  node_pert: {},
  node_pert_rate: {},
  reinforce: {},
  weight_pert: { exactParameters: [] },
  es_antithetic: { exactParameters: [] },
  es_ranked: { exactParameters: [], scales: false }, // ranks are the same for four times the loss
  miconi: { exactParameters: [], scales: false }, // clipped
  miconi_trace: { exactParameters: [] },
};

describe.each(Object.values(rules).map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  // an unbiased estimate, and every one from perturbations, is one of its own random numbers
  const perturbing = fromPerturbations[rule.name];
  const options = { ...perturbing, stochastic: rule.estimate === 'unbiased' || perturbing !== undefined };
  for (const activation of ['retanh', 'tanh'])
    describe(`on the reference kernel, ${activation}`, () =>
      describeRule(
        { describe, it },
        rule,
        (sizes, noise) => leakyNetwork({ ...sizes, noise, activation, alpha: 0.3, kernel: referenceKernel }),
        options,
      ));
  describe('on the float32 kernel', () =>
    describeRule(
      { describe, it },
      rule,
      (sizes, noise) => leakyNetwork({ ...sizes, noise, activation: 'tanh', alpha: 0.3, kernel: wasm }),
      options,
    ));
});

describe('rules', () => {
  it('are listed under their own names', () => {
    for (const [name, rule] of Object.entries(rules)) expect(rule.name).toBe(name);
  });

  it('are found by name; an unknown one is answered with the nearest', () => {
    expect(ruleNamed('eprop_sym')).toBe(rules.eprop_sym);
    expect(ruleNamed('eprop')).toBe(rules.eprop_sym);
    expect(() => ruleNamed('e-prop')).toThrow(UnknownNameError);
    expect(() => ruleNamed('e-prop')).toThrow("there is no learning rule named 'e-prop'. Did you mean 'eprop'?");
  });
});
