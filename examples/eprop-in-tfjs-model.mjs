// @ts-check
/**
 * e-prop inside one's own tfjs model: dense encoder -> lrsim's leaky recurrence -> dense readout, on a task of one's own,
 * trained with tf.variableGrads and tf.train.adam. The rule is an option of the recurrence; tfjs differentiates the rest.
 *
 *   node examples/eprop-in-tfjs-model.mjs
 *   node examples/eprop-in-tfjs-model.mjs --updates 50 --units 40
 *
 * Takes about half a minute. The task is a flip-flop: a pulse of +1 or -1 now and then, and the output must keep the sign of
 * the last one. Prints the loss (mean squared error) along training with e-prop, and from the same weights with BPTT.
 */
import { parseArgs } from 'node:util';
import { createRng } from '@lrsim/core';
import { leakyRecurrence, registerGradients } from '@lrsim/rnn';
import { bptt, eprop } from '@lrsim/rules';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

const { values: flags } = parseArgs({
  options: {
    updates: { type: 'string', default: '300' },
    units: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const updates = Number(flags.updates);
const units = Number(flags.units);
const [trials, steps, features] = [32, 80, 8];
await tf.setBackend('wasm');
registerGradients(); // in plain Node tfjs-core comes without its own, and the encoder runs before lrsim could add them

for (const rule of [eprop, bptt]) {
  console.log(`\n${rule.name}`);
  const losses = train(rule);
  const shown = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * (updates - 1)));
  for (const update of new Set(shown))
    console.log(`  update ${String(update).padStart(4)}  loss ${losses[update].toFixed(4)}`);
}

/**
 * Trains a new model, by default from the same weights and on the same trials.
 *
 * @param {import('@lrsim/rules').AdjointRule<null>} rule
 */
function train(rule) {
  const rng = createRng(Number(flags.seed));
  const model = createModel(rng.fork('weights'));
  const optimizer = tf.train.adam(3e-3);
  const losses = [];
  for (let update = 0; update < updates; update++) {
    const { pulses, targets } = flipFlop(rng.fork(`trials ${update}`));
    const { value, grads } = tf.variableGrads(() => {
      const outputs = run(model, pulses, rule);
      return tf.mean(tf.squaredDifference(outputs, targets));
    });
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
    losses.push(value.dataSync()[0]);
    tf.dispose([pulses, targets, value, grads]);
  }
  optimizer.dispose();
  tf.dispose(model);
  return losses;
}

/**
 * Outputs [trials, steps, 1] of the model.
 *
 * @param {ReturnType<typeof createModel>} model
 * @param {tf.Tensor3D} pulses
 * @param {import('@lrsim/rules').AdjointRule<null>} rule
 */
function run(model, pulses, rule) {
  const encoded = tf.elu(tf.add(tf.matMul(tf.reshape(pulses, [trials * steps, 1]), model.encoder), model.encoderBias));
  const rates = leakyRecurrence(
    {
      inputs: tf.reshape(encoded, [trials, steps, features]),
      recurrentWeights: model.recurrentWeights,
      inputWeights: model.inputWeights,
      bias: model.bias,
    },
    { rule, alpha: 0.2, activation: 'tanh' },
  );
  const outputs = tf.add(tf.matMul(tf.reshape(rates, [trials * steps, units]), model.readout), model.readoutBias);
  return tf.reshape(outputs, [trials, steps, 1]);
}

/** @param {import('@lrsim/core').Rng} rng */
function createModel(rng) {
  /** @param {number} rows @param {number} columns @param {number} sd */
  const weights = (rows, columns, sd) =>
    tf.variable(
      tf.tensor2d(
        Array.from({ length: rows * columns }, () => sd * rng.normal()),
        [rows, columns],
      ),
    );
  return {
    encoder: weights(1, features, 1),
    encoderBias: tf.variable(tf.zeros([features])),
    recurrentWeights: weights(units, units, 1 / Math.sqrt(units)),
    inputWeights: weights(units, features, 1 / Math.sqrt(features)),
    bias: tf.variable(tf.tensor1d(Array.from({ length: units }, () => 0))),
    readout: weights(units, 1, 1 / Math.sqrt(units)),
    readoutBias: tf.variable(tf.zeros([1])),
  };
}

/**
 * A batch of trials: pulses, and the sign of the last one.
 *
 * @param {import('@lrsim/core').Rng} rng
 */
function flipFlop(rng) {
  const pulses = new Float32Array(trials * steps);
  const targets = new Float32Array(trials * steps);
  for (let trial = 0; trial < trials; trial++) {
    let kept = 0;
    for (let step = 0; step < steps; step++) {
      const k = trial * steps + step;
      if (step === 5 || rng.uniform() < 0.05) pulses[k] = kept = rng.uniform() < 0.5 ? -1 : 1;
      targets[k] = kept;
    }
  }
  return { pulses: tf.tensor3d(pulses, [trials, steps, 1]), targets: tf.tensor3d(targets, [trials, steps, 1]) };
}
