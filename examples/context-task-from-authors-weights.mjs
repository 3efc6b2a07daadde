// @ts-check
/**
 * Follows a training run of the authors on the context-dependent decision task, from their own initial weights: the same
 * 72 trials, learning rate, activity penalty and rule, update by update, with the parts of lrsim used directly.
 *
 *   node examples/context-task-from-authors-weights.mjs --rule both --updates 1000 --units 200
 *   node examples/context-task-from-authors-weights.mjs --reference path/to/reference --rule eprop --updates 50
 *
 * Takes about 4 minutes a rule for 1000 updates of 200 units. Needs the authors' checkpoints, exported as safetensors:
 * <reference>/checkpoints/mante_n<units>_lm<0 for BPTT, 1 for e-prop>/; without them it says so and ends.
 *
 * Prints at every update of which the authors' weights are known: our total loss and theirs, and the largest difference
 * between any two weights; then the largest difference between the loss curves, and the range of both near the end; and
 * cross-entropy and decision accuracy of our network beside theirs.
 *
 * The first 50 updates agree to rounding. Training amplifies rounding: after some hundred updates both runs pass the same
 * spikes and oscillations of the loss, but not at the same update. How far that alone takes a run is seen with
 * --nudge 1e-7, which starts from weights changed by as much as float32 rounds, and with --kernel reference, in float64 (an
 * hour or more for 1000 updates).
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRng, lookUp } from '@lrsim/core';
import { readNpy } from '@lrsim/datasets';
import { bestKernel, leakyNetwork, readPytorchCheckpoint } from '@lrsim/rnn';
import { adam, adaptPenalty, ruleNamed, softmaxCrossEntropy, withActivityPenalty } from '@lrsim/rules';
import { contextDecision } from '@lrsim/tasks';
import { referenceFolder } from './reference-folder.mjs';

const { values: flags } = parseArgs({
  options: {
    reference: { type: 'string' },
    rule: { type: 'string', default: 'both' },
    updates: { type: 'string', default: '1000' },
    units: { type: 'string', default: '200' },
    kernel: { type: 'string', default: 'wasm' },
    nudge: { type: 'string', default: '0' },
  },
});
const updates = Number(flags.updates);
const reference = referenceFolder(flags.reference);
const learningModes = { bptt: 'lm0', eprop: 'lm1' };
const task = contextDecision();
const batch = task.allConditions();
/** @type {import('@lrsim/rnn').Kernel} */
const kernel = await bestKernel({ kernel: flags.kernel });

if (!reference) console.log("The authors' checkpoints are not here (--reference <folder>); nothing to follow.");
else
  for (const rule of flags.rule === 'both' ? Object.keys(learningModes) : [flags.rule]) {
    const mode = lookUp("rule in the authors' runs", learningModes, rule);
    await follow(rule, join(reference, 'checkpoints', `mante_n${flags.units}_${mode}`));
  }

/**
 * Trains as the authors did and prints where we stand beside them.
 *
 * @param {string} ruleName
 * @param {string} folder
 */
async function follow(ruleName, folder) {
  const theirs = await readAuthorsRun(folder);
  const rule = ruleNamed(ruleName);
  const network = leakyNetwork({ nIn: task.nIn, nUnits: theirs.units, nOut: task.nOut, kernel });
  /** @param {number} update */
  const theirWeights = async (update) => {
    const file = join(folder, `update${update}.safetensors`);
    return existsSync(file) ? readPytorchCheckpoint(network, await readFile(file), file) : undefined;
  };
  const optimizer = adam({ learningRate: theirs.learningRate });
  const rng = createRng(1); // nothing is drawn from it: these networks have no noise and these rules no random feedback
  const ruleState = rule.init(network, rng);

  const start = await theirWeights(0);
  if (!start) throw new Error(`${folder} has no update0.safetensors, the weights to start from`);
  /** @type {import('@lrsim/core').Params} */
  let params = nudged(start, Number(flags.nudge));
  let moments = optimizer.init(params);
  let penalty = theirs.penalty;
  let known = { update: 0, ours: params, theirs: params };
  /** @type {{ update: number, ours: number, theirs: number }[]} */
  const curve = [];

  console.log(`\n${rule.name}, ${theirs.units} units, learning rate ${theirs.learningRate}, ${kernel.name} kernel`);
  console.log('update   our loss  their loss  difference  largest weight difference');
  for (let update = 0; update <= updates; update++) {
    const loss = withActivityPenalty(softmaxCrossEntropy, penalty); // with the penalty as the last update left it
    const result = rule.gradient(network, params, batch, loss, ruleState, rng);
    const { value, terms } = result.loss;
    const theirLoss = theirs.losses.get(update);
    if (theirLoss !== undefined) curve.push({ update, ours: value, theirs: theirLoss });
    const weights = await theirWeights(update);
    if (weights) {
      known = { update, ours: params, theirs: weights };
      const numbers = [value.toFixed(6), theirLoss?.toFixed(6), difference(value - (theirLoss ?? NaN))];
      console.log(row(update, ...numbers, difference(largestDifference(params, weights))));
    }
    penalty = adaptPenalty(penalty, { main: terms.main, penalty: terms.penalty });
    [params, moments] = optimizer.update(result.gradients, moments, params);
  }

  for (const [from, to] of [
    [0, 0],
    [1, 50],
    [51, 200],
    [201, 1000],
  ]) {
    const part = curve.filter(({ update }) => update >= from && update <= to);
    if (part.length > 0)
      console.log(
        `largest difference of the loss, updates ${from} to ${Math.min(to, updates)} (${part.length} known): ` +
          difference(Math.max(...part.map((point) => Math.abs(point.ours - point.theirs)))),
      );
  }
  const last = curve.slice(-20);
  /** @param {number[]} losses */
  const range = (losses) => `${Math.min(...losses).toFixed(4)} to ${Math.max(...losses).toFixed(4)}`;
  console.log(
    `loss at the last ${last.length} of these updates: ours ${range(last.map((point) => point.ours))}, ` +
      `theirs ${range(last.map((point) => point.theirs))}`,
  );
  for (const [whose, weights] of Object.entries({ ours: known.ours, theirs: known.theirs })) {
    const { measures } = task.score(network.run(weights, batch.inputs, batch).outputs, batch);
    console.log(
      `at update ${known.update}, ${whose.padEnd(6)}: cross-entropy ${measures.crossEntropy.toFixed(5)}, ` +
        `decision accuracy ${measures.decisionAccuracy.toFixed(4)}, choice accuracy ${measures.choiceAccuracy.toFixed(4)}`,
    );
  }
}

/**
 * Settings and loss curve of one of the authors' runs.
 *
 * @param {string} folder
 */
async function readAuthorsRun(folder) {
  const info = JSON.parse(await readFile(join(folder, 'model_info_dictionary.json'), 'utf8'));
  /** @param {string} name */
  const values = async (name) => readNpy(await readFile(join(folder, name)), name).data;
  const losses = await values('error_store.npy');
  return {
    units: Number(info.n_recurrent),
    learningRate: Number(info.learning_rate),
    penalty: Number(info.regularization_activityL2),
    losses: new Map(Array.from(await values('pset.npy'), (update, k) => [update, losses[k]])),
  };
}

/**
 * Every weight times 1 plus a random number of this size.
 *
 * @param {import('@lrsim/core').Params} params
 * @param {number} size
 */
function nudged(params, size) {
  const rng = createRng(1).fork('nudge');
  const entries = Object.entries(params).map(([name, { data, shape }]) => [
    name,
    { data: data.map((weight) => weight * (1 + size * rng.normal())), shape },
  ]);
  return Object.fromEntries(entries);
}

/**
 * @param {import('@lrsim/core').Params} ours
 * @param {import('@lrsim/core').Params} theirs
 */
function largestDifference(ours, theirs) {
  let largest = 0;
  for (const [name, { data }] of Object.entries(ours))
    data.forEach((weight, k) => {
      largest = Math.max(largest, Math.abs(weight - theirs[name].data[k]));
    });
  return largest;
}

/** @param {number} value */
function difference(value) {
  return value.toExponential(1);
}

/**
 * @param {number} update
 * @param {(string | undefined)[]} cells
 */
function row(update, ...cells) {
  return `${String(update).padStart(6)}${cells.map((cell) => (cell ?? 'unknown').padStart(12)).join('')}`;
}
