// @ts-check
/**
 * Networks trained with BPTT and e-prop on the context-dependent decision, beside units recorded in prefrontal cortex (Mante et al.
 * 2013): Procrustes distance along training, as in the paper's Figure 1, and how far averages of few trials are from one another.
 *
 *   node examples/mante-study.mjs --recording "path/to/PFC data 1" --updates 600 --units 200
 *   node examples/mante-study.mjs --recording path --trials 1,2,5,10
 *
 * --recording is a folder of the raw unit files; by default the folder `real/mante` in LRSIM_REFERENCE or in the folder `shared` beside the
 * checkout. Takes some minutes, most of it for training. Prints accuracy and distance of both rules at each snapshot, the distance of an
 * untrained network, and the trial-averaging curve; writes the curves to --out. Without the recording it says so and ends.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { mante2013, manteTrials, overviewFigure, splitHalfReliability, trialAveragingCurve } from '@lrsim/datasets';
import { readDataFiles } from '@lrsim/datasets/node';
import { curvesFigure } from '@lrsim/experiments';
import { bestKernel, leakyNetwork } from '@lrsim/rnn';
import { adam, bptt, eprop, softmaxCrossEntropy } from '@lrsim/rules';
import { procrustes } from '@lrsim/similarity';
import { contextDecision } from '@lrsim/tasks';

const { values: flags } = parseArgs({
  options: {
    recording: { type: 'string' },
    updates: { type: 'string', default: '400' },
    units: { type: 'string', default: '100' },
    'learning-rate': { type: 'string', default: '0.001' },
    trials: { type: 'string', default: '1,2,5,10' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const shared = process.env.LRSIM_REFERENCE ?? fileURLToPath(new URL('../../shared', import.meta.url));
const folder = flags.recording ?? join(shared, 'real', 'mante');
if (!existsSync(folder)) {
  console.log(`There are no unit files at ${folder}: give their folder with --recording.`);
  process.exit();
}
const files = await readDataFiles(folder);
const { recording, dropped } = mante2013(files, { binMs: 15 });
console.log(`${recording.units.length} units, ${recording.conditions.length} conditions; left out: ${dropped.length}`);

const task = contextDecision();
const units = Number(flags.units);
const network = leakyNetwork({ nIn: task.nIn, nUnits: units, nOut: task.nOut, kernel: await bestKernel() });
const updates = Number(flags.updates);
const snapshots = [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1].map((part) => Math.round(part * updates));

/** @type {{ name: string, colour: string, curves: { accuracy: number, distance: number }[][] }[]} */
const groups = [];
for (const { rule, colour } of [
  { rule: bptt, colour: '#000000' },
  { rule: eprop, colour: '#d6249f' },
]) {
  const rng = createRng(Number(flags.seed));
  const optimizer = adam({ learningRate: Number(flags['learning-rate']) });
  let params = network.init(rng.fork('initial weights'));
  let moments = optimizer.init(params);
  let state = rule.init(network, rng.fork('rule'));
  const curve = [];
  console.log(`\n${rule.name}: update, accuracy, distance (0 untrained)`);
  for (let update = 0; update <= updates; update++) {
    if (snapshots.includes(update)) {
      const point = compare(params);
      curve.push(point);
      console.log(`${String(update).padStart(6)}  ${point.accuracy.toFixed(3)}  ${point.distance.toFixed(4)}`);
    }
    const batch = task.sample(rng.fork(`trials ${update}`), task.nConditions);
    const result = rule.gradient(network, params, batch, softmaxCrossEntropy, state, rng.fork(`noise ${update}`));
    [params, moments] = optimizer.update(result.gradients, moments, params);
    state = result.state;
  }
  groups.push({ name: rule.name, colour, curves: [curve] });
}

const single = manteTrials(files, { binMs: 15, smoothingMs: 25 });
const counts = flags.trials.split(',').map(Number);
console.log('\ntrials averaged, units with twice as many in every condition, distance of two such averages (mean, SD)');
for (const { trials, units: able, mean, sd } of trialAveragingCurve(single, procrustes, { trials: counts, repeats: 5 }))
  console.log(`${String(trials).padStart(6)}  ${String(able).padStart(3)}  ${mean.toFixed(3)}  ${sd.toFixed(3)}`);
const reliable = splitHalfReliability(
  single.filter(({ conditions }) => conditions.length > 0),
  { splits: 5 },
);
const known = reliable.filter(({ correlation }) => Number.isFinite(correlation));
const mean = known.reduce((sum, { correlation }) => sum + correlation, 0) / Math.max(1, known.length);
console.log(`split-half correlation of ${known.length} units: ${mean.toFixed(2)} on average`);

if (flags.out) {
  await writeFile(flags.out, await curvesFigure(`${recording.name}, ${units} units`, 'procrustes', groups, []));
  await writeFile(flags.out.replace(/\.svg$/, '-recording.svg'), overviewFigure(recording));
  console.log(`figures are in ${flags.out} and beside it`);
}

/**
 * Accuracy and distance on one trial of each condition, during the stimulus.
 *
 * @param {import('@lrsim/core').Params} params
 */
function compare(params) {
  const batch = task.analysisTrials();
  const { outputs, rates } = network.run(params, batch.inputs, batch);
  const { start, end } = task.analysisWindow;
  const shape = [batch.trials, end - start, units];
  const data = new Float64Array(shape[0] * shape[1] * units);
  for (let trial = 0; trial < batch.trials; trial++)
    data.set(
      rates.subarray((trial * batch.steps + start) * units, (trial * batch.steps + end) * units),
      trial * shape[1] * units,
    );
  return { accuracy: task.score(outputs, batch).accuracy, distance: procrustes(recording.rates, { data, shape }) };
}
