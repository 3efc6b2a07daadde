// @ts-check
/**
 * Learning from nothing but how good a trial was. A small network learns to keep the sign of a pulse with BPTT, with e-prop, with
 * node perturbation and with evolution strategies: the last two know only how a perturbation of units, or of weights, changes
 * the loss. They learn it as well, and need more updates, as Liu, Yang & Cueva 2025 report.
 *
 *   node examples/perturbation-rules.mjs
 *   node examples/perturbation-rules.mjs --rules bptt,weight_pert,reinforce,miconi --updates 1000 --seed 2
 *
 * Takes about ten seconds. Prints the loss along training, a column for each rule.
 */
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { leakyNetwork, referenceKernel } from '@lrsim/rnn';
import { adam, maskedSquaredError, ruleNamed } from '@lrsim/rules';

const { values: flags } = parseArgs({
  options: {
    rules: { type: 'string', default: 'bptt,eprop,node_pert,es_antithetic' },
    updates: { type: 'string', default: '500' },
    units: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const [updates, units, seed] = [flags.updates, flags.units, flags.seed].map(Number);

/** Eight trials of twenty steps: a pulse at the start, and its sign asked for in the last five. */
const [trials, steps] = [8, 20];
const sign = (/** @type {number} */ trial) => (trial % 2 === 1 ? 1 : -1);
const each = (/** @type {(trial: number, step: number) => number} */ value) =>
  Float32Array.from({ length: trials * steps }, (_, k) => value(Math.floor(k / steps), k % steps));
/** @type {import('@lrsim/core').TrialBatch} */
const batch = {
  trials,
  steps,
  nIn: 1,
  nOut: 1,
  dtMs: 10,
  kind: 'regression',
  inputs: each((trial, step) => (step < 3 ? sign(trial) : 0)),
  targets: each(sign),
  mask: each((_, step) => (step >= 15 ? 1 : 0)),
  info: Array.from({ length: trials }, (_, trial) => ({ condition: trial % 2, periods: {}, variables: {} })),
};

const network = leakyNetwork({
  nIn: 1,
  nUnits: units,
  nOut: 1,
  alpha: 0.2,
  gain: 0.5,
  activation: 'tanh',
  kernel: referenceKernel,
});
const optimizer = adam({ learningRate: 0.001 });

/** The loss before each update. @param {string} name */
function train(name) {
  const rule = ruleNamed(name);
  const rng = createRng(seed);
  /** @type {import('@lrsim/core').Params<Float64Array>} */
  let params = network.init(rng);
  let moments = optimizer.init(params);
  let state = rule.init(network, rng);
  const losses = [];
  for (let update = 0; update <= updates; update++) {
    const result = rule.gradient(network, params, batch, maskedSquaredError, state, rng.fork(`update ${update}`));
    losses.push(result.loss.value);
    state = result.state;
    [params, moments] = optimizer.update(result.gradients, moments, params);
  }
  return losses;
}

const names = flags.rules.split(',');
const curves = names.map(train);
const every = Math.max(1, Math.round(updates / 10));
console.log(['update', ...names].map((name) => name.padStart(14)).join(''));
for (let update = 0; update <= updates; update += every)
  console.log([update, ...curves.map((losses) => losses[update].toFixed(4))].map((x) => `${x}`.padStart(14)).join(''));
const reached = curves.map((losses) => losses.findIndex((loss) => loss < 0.05));
console.log(['below 0.05', ...reached.map((k) => (k < 0 ? 'not yet' : k))].map((x) => `${x}`.padStart(14)).join(''));
