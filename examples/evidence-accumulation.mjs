// @ts-check
/**
 * A spiking network learns with e-prop to accumulate evidence over time (Bellec et al. 2020): it sees cues on the left and on
 * the right, and after a delay has to name the side with more of them. Units with an adaptive threshold (ALIF) remember
 * across the delay by their slow adaptation, which e-prop's eligibility traces carry; a network of plain LIF units, trained
 * in the same way for as long, shows what is lost without them.
 *
 *   node examples/evidence-accumulation.mjs
 *   node examples/evidence-accumulation.mjs --full
 *
 * Takes about 10 seconds: 3 cues, a delay of 150 ms, 40 units. With --full the size of the paper, 7 cues, 1200 ms and 100
 * units, until 93 of 100 choices are right: some two minutes. Prints the accuracy on 256 trials that are not trained on.
 */
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { spikingNetwork } from '@lrsim/rnn';
import { adam, epropAlif, softmaxCrossEntropy, withFiringRatePenalty } from '@lrsim/rules';
import { evidenceAccumulation } from '@lrsim/tasks';

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    updates: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const small = {
  task: evidenceAccumulation({ nCues: 3, silenceMs: 20, cueMs: 50, delayMs: 150, recallMs: 50 }),
  units: 40,
  trials: 32,
  adaptationMs: 400,
  learningRate: 0.01,
  updates: 60,
};
const paper = {
  task: evidenceAccumulation(),
  units: 100,
  trials: 64,
  adaptationMs: 2000,
  learningRate: 0.005,
  updates: 200,
};
const { task, units, trials, adaptationMs, learningRate, updates } = values.full ? paper : small;
const enough = 0.93; // the paper stops at an error of 7 %

/**
 * Trains a network until its accuracy is enough, and prints how it went.
 *
 * @param {string} title
 * @param {number} nAdaptive - how many of the units have an adaptive threshold; the others are LIF units
 * @param {number} atMost - updates
 * @param {number} enoughAccuracy - where it stops
 */
function train(title, nAdaptive, atMost, enoughAccuracy) {
  // The paper's rule of thumb for beta, with time constants of 20 ms (membrane) and adaptationMs.
  const beta = (1.7 * (1 - Math.exp(-1 / adaptationMs))) / (1 - Math.exp(-1 / 20));
  const network = spikingNetwork({
    nIn: task.nIn,
    nUnits: units,
    nOut: task.nOut,
    dtMs: task.dtMs,
    adaptationTimeConstantMs: adaptationMs,
    adaptation: Array.from({ length: units }, (_, i) => (i < units - nAdaptive ? 0 : beta)),
    refractorySteps: 5,
  });
  const rng = createRng(Number(values.seed));
  const test = task.sample(rng.fork('test trials'), 256);
  const loss = withFiringRatePenalty(softmaxCrossEntropy, { coefficient: 1e-4, targetHz: 10 });
  const optimizer = adam({ learningRate });
  /** @type {import('@lrsim/core').Params<Float64Array>} */
  let params = network.init(rng.fork('initial weights'));
  let moments = optimizer.init(params);

  const measure = () => {
    const { outputs, meanSquareRate } = network.run(params, test.inputs, test);
    return { accuracy: task.score(outputs, test).accuracy, hertz: (1000 / task.dtMs) * meanSquareRate };
  };
  const started = Date.now();
  /** @param {number} update */
  const report = (update) => {
    const { accuracy, hertz } = measure();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`  update ${update}: accuracy ${accuracy.toFixed(3)}, ${hertz.toFixed(1)} Hz, ${seconds} s`);
    return accuracy;
  };
  console.log(title);
  let reached = report(0);
  let update = 0;
  while (update < atMost && reached < enoughAccuracy) {
    const batch = task.sample(rng.fork(`trials ${update}`), trials);
    const { gradients } = epropAlif.gradient(network, params, batch, loss, null, rng.fork(`noise ${update}`));
    [params, moments] = optimizer.update(gradients, moments, params);
    update++;
    if (update % 10 === 0 || update === atMost) reached = report(update);
  }
  return update;
}

const atMost = values.updates === undefined ? updates : Number(values.updates);
const { nIn, dtMs, name } = task;
const { steps } = task.analysisTrials();
console.log(`${name}: ${task.nConditions - 1} cues, ${steps * dtMs} ms, ${nIn} Poisson inputs, ${units} units\n`);
const needed = train('half LIF, half ALIF units', units / 2, atMost, enough);
train('LIF units alone, as many updates', 0, needed, 2);
