// @ts-check
/**
 * A pipeline of one's own from parts: a task, a network, a learning rule, an optimiser, a recording and a metric, each from
 * its package, in a loop written here. `pipeline` is what the three swap-*.mjs scripts call, each with one part changed.
 *
 *   node examples/own-pipeline.mjs
 *   node examples/own-pipeline.mjs --updates 50 --units 40 --seed 2
 *
 * Takes about half a minute. Trains a small network with e-prop on the reaches of the simulated recording, and prints its
 * loss and, before and after training, its accuracy and its Procrustes distance to the recording.
 */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { simulatedRecording } from '@lrsim/datasets';
import { bestKernel, leakyNetwork } from '@lrsim/rnn';
import { adam, adaptPenalty, eprop, maskedSquaredError, withActivityPenalty } from '@lrsim/rules';
import { procrustes } from '@lrsim/similarity';
import { reachOfRecording } from '@lrsim/tasks';

/**
 * Trains a network on the movements of a recording and measures it against the recording before and after.
 *
 * @param {object} [parts]
 * @param {import('@lrsim/rules').LeakyRule} [parts.rule]
 * @param {(x: import('@lrsim/core').MatrixInput, y: import('@lrsim/core').MatrixInput) => number} [parts.metric]
 * @param {import('@lrsim/core').Recording} [parts.recording]
 * @param {number} [parts.updates]
 * @param {number} [parts.units]
 * @param {number} [parts.seed]
 */
export async function pipeline({
  rule = eprop,
  metric = procrustes,
  recording = simulatedRecording(),
  updates = 600,
  units = 100,
  seed = 1,
} = {}) {
  const rng = createRng(seed);
  const task = reachOfRecording(recording);
  const network = leakyNetwork({ nIn: task.nIn, nUnits: units, nOut: task.nOut, kernel: await bestKernel() });
  const optimizer = adam({ learningRate: 1e-3 });

  /** @type {import('@lrsim/core').Params} */
  let params = network.init(rng.fork('initial weights'));
  let moments = optimizer.init(params);
  let ruleState = rule.init(network, rng.fork('rule'));
  let penalty = 0.1;
  const losses = [];
  const before = compare();
  for (let update = 0; update < updates; update++) {
    const batch = task.sample(rng.fork(`trials ${update}`), 32);
    const loss = withActivityPenalty(maskedSquaredError, penalty);
    const result = rule.gradient(network, params, batch, loss, ruleState, rng.fork(`noise ${update}`));
    [params, moments] = optimizer.update(result.gradients, moments, params);
    ruleState = result.state;
    const { main, penalty: ofActivity } = result.loss.terms;
    penalty = adaptPenalty(penalty, { main, penalty: ofActivity });
    losses.push(main);
  }
  return { losses, before, after: compare() };

  /** Accuracy and distance on one trial of each condition, at the steps that correspond to the recording. */
  function compare() {
    const batch = task.analysisTrials();
    const { outputs, rates } = network.run(params, batch.inputs, batch);
    const { start, end } = task.analysisWindow;
    const activity = Array.from({ length: batch.trials }, (_, trial) =>
      rates.slice((trial * batch.steps + start) * units, (trial * batch.steps + end) * units),
    );
    const shape = [batch.trials, end - start, units]; // conditions, time, units: as the recording's rates
    const distance = metric(recording.rates, { data: activity.flatMap((trial) => Array.from(trial)), shape });
    return { accuracy: task.score(outputs, batch).accuracy, distance };
  }
}

/** The flags every script of this family takes. */
export const pipelineOptions = /** @type {const} */ ({
  updates: { type: 'string', default: '600' },
  units: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
});

/**
 * Their values as numbers.
 *
 * @param {{ updates: string, units: string, seed: string }} flags
 */
export const pipelineSettings = ({ updates, units, seed }) => ({
  updates: Number(updates),
  units: Number(units),
  seed: Number(seed),
});

/**
 * Prints what a pipeline came to.
 *
 * @param {string} title
 * @param {Awaited<ReturnType<typeof pipeline>>} result
 */
export function report(title, { losses, before, after }) {
  /** @param {{ accuracy: number, distance: number }} point */
  const show = ({ accuracy, distance }) => `accuracy ${accuracy.toFixed(3)}, distance ${distance.toFixed(4)}`;
  console.log(`${title}\n  untrained: ${show(before)}\n  trained:   ${show(after)}`);
  console.log(
    `  loss: ${losses[0].toFixed(4)} at the first of ${losses.length} updates, ${losses.at(-1)?.toFixed(4)} at the last`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: pipelineOptions });
  report('e-prop, simulated recording, Procrustes', await pipeline(pipelineSettings(values)));
}
