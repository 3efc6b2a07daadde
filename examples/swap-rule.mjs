// @ts-check
/**
 * The pipeline of own-pipeline.mjs with only the learning rule swapped: BPTT in place of e-prop, then two rules of one's own.
 * A rule of the adjoint family says by which route credit travels back in time; the rest is shared by all of them.
 *
 *   node examples/swap-rule.mjs
 *   node examples/swap-rule.mjs --updates 50 --units 40
 *
 * Takes about two minutes. Prints loss, accuracy and distance for each rule.
 */
import { parseArgs } from 'node:util';
import { adjointRule, bptt } from '@lrsim/rules';
import { pipeline, pipelineOptions, pipelineSettings, report } from './own-pipeline.mjs';

const settings = pipelineSettings(parseArgs({ options: pipelineOptions }).values);

report('rule: BPTT', await pipeline({ ...settings, rule: bptt }));

// BPTT whose credit through the recurrent synapses is cut at every tenth step, counted from the end of the trial.
const truncated = adjointRule({
  name: 'bptt cut every 10 steps',
  locality: 'nonlocal',
  causal: false,
  exact: false,
  source: 'this file',
  init: () => null,
  route: (weights) => ({ recurrent: { weights, cut: (stepsAfter) => stepsAfter % 10 === 0 } }),
});
report(`rule: ${truncated.name}`, await pipeline({ ...settings, rule: truncated }));

// e-prop whose errors reach the units through fixed random weights in place of the readout's. They are the rule's state.
const randomFeedback = adjointRule({
  name: 'e-prop with random feedback',
  locality: 'local',
  causal: true,
  exact: false,
  source: 'this file',
  init: ({ nOut, nUnits }, rng) => Float32Array.from({ length: nOut * nUnits }, () => rng.normal() / Math.sqrt(nUnits)),
  route: (_weights, feedback) => ({ readout: feedback }),
});
report(`rule: ${randomFeedback.name}`, await pipeline({ ...settings, rule: randomFeedback }));
