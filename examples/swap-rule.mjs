// @ts-check
/**
 * The pipeline of own-pipeline.mjs with only the learning rule swapped: BPTT in place of e-prop, then others of the library, then one's own.
 * A rule of the adjoint family says by which route credit travels back in time; the rest is shared by all of them.
 *
 *   node examples/swap-rule.mjs
 *   node examples/swap-rule.mjs --updates 50 --units 40
 *
 * Takes about three minutes. Prints loss, accuracy and distance for each rule.
 */
import { parseArgs } from 'node:util';
import { adjointRule, bptt, ruleNamed } from '@lrsim/rules';
import { pipeline, pipelineOptions, pipelineSettings, report } from './own-pipeline.mjs';

const settings = pipelineSettings(parseArgs({ options: pipelineOptions }).values);

report('rule: BPTT', await pipeline({ ...settings, rule: bptt }));

// By name, as in a study's settings: recurrent credit cut at every tenth step, and random feedback from the readout.
for (const name of ['tbptt_hdetach10', 'eprop_random'])
  report(`rule: ${name}`, await pipeline({ ...settings, rule: ruleNamed(name) }));

// A rule of one's own: only the signs of the recurrent weights are known on the way back.
const signs = adjointRule({
  name: 'sign-concordant feedback',
  locality: 'nonlocal',
  causal: false,
  estimate: 'biased',
  cost: { memory: 'T N', time: 'N^2' },
  source: 'this file',
  init: () => null,
  route: (weights) => ({ recurrent: { weights: weights.map((w) => Math.sign(w) / Math.sqrt(settings.units)) } }),
});
report(`rule: ${signs.name}`, await pipeline({ ...settings, rule: signs }));
