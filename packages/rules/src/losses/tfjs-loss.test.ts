import { ArgumentError, createRng, type Loss, type TrialBatch } from '@lrsim/core';
import { leakyNetwork, startTfjsKernel, startWasmKernel } from '@lrsim/rnn';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { rolloutOf } from '../../test/rollout-of.js';
import {
  classificationBatch,
  normals,
  randomParams,
  regressionBatch,
  relativeDifference,
  smallNetwork,
  treeDifference,
} from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { eprop } from '../adjoint/eprop.js';
import { withActivityPenalty } from './activity-penalty.js';
import { maskedSquaredError, softmaxCrossEntropy } from './losses.js';
import { type TfjsLossFunction, tfjsLoss } from './tfjs-loss.js';

beforeAll(async () => {
  await startTfjsKernel();
});

const squaredError: TfjsLossFunction = (outputs, _, targets, mask) =>
  tf.div(tf.sum(tf.mul(mask, tf.squaredDifference(outputs, targets))), tf.sum(mask));
const crossEntropy: TfjsLossFunction = (outputs, _, targets, mask) => {
  const classes = tf.oneHot(tf.cast(targets, 'int32'), 3);
  const perStep = tf.neg(tf.sum(tf.mul(classes, tf.logSoftmax(outputs)), -1));
  return tf.div(tf.sum(tf.mul(mask, perStep)), tf.sum(mask));
};
const meanSquareRate = (rates: tf.Tensor): tf.Scalar => tf.mean(tf.square(rates));

const rolloutFor = (batch: TrialBatch) => {
  const samples = batch.trials * batch.steps;
  return rolloutOf(
    batch,
    Float64Array.from(normals('outputs', samples * 3)),
    Float64Array.from(normals('rates', samples * 4)),
  );
};
const ratesOf = (loss: Loss, batch: TrialBatch) => {
  const rollout = rolloutFor(batch);
  const { dRates } = loss(rollout, batch);
  return rollout.rates.map((h, k) => (dRates?.array?.[k] ?? 0) + (dRates?.factor ?? 0) * h);
};

// tfjs computes in float32: a few roundings of 6e-8 of numbers of order one.
const float32 = 1e-6;

describe('tfjsLoss', () => {
  it.each<[string, TfjsLossFunction, Loss, TrialBatch]>([
    ['squared error', squaredError, maskedSquaredError, regressionBatch()],
    ['cross-entropy', crossEntropy, softmaxCrossEntropy, classificationBatch()],
    [
      'squared error and activity penalty',
      (y, h, ...rest) => tf.add(squaredError(y, h, ...rest), tf.mul(meanSquareRate(h), 3)),
      withActivityPenalty(maskedSquaredError, 3),
      regressionBatch(),
    ],
    [
      'the activity penalty alone, which ignores the outputs',
      (_, h) => tf.mul(meanSquareRate(h), 3),
      withActivityPenalty(
        (rollout) => ({ value: 0, terms: {}, dOutputs: rollout.outputs.slice().fill(0) as never }),
        3,
      ),
      regressionBatch(),
    ],
  ])('gives the value and derivatives of the built-in loss to float32 rounding: %s', (_, compute, builtIn, batch) => {
    const rollout = rolloutFor(batch);
    const [found, expected] = [tfjsLoss(compute)(rollout, batch), builtIn(rollout, batch)];
    expect(relativeDifference([found.value], [expected.value])).toBeLessThan(float32);
    expect(relativeDifference(found.dOutputs, expected.dOutputs)).toBeLessThan(float32);
    expect(relativeDifference(ratesOf(tfjsLoss(compute), batch), ratesOf(builtIn, batch))).toBeLessThan(float32);
    expect(found.dOutputs).toBeInstanceOf(Float64Array);
    expect(found.terms).toEqual({ main: found.value });
  });

  it('asks for no gradient of the rates where the loss ignores them', () => {
    expect(tfjsLoss(squaredError)(rolloutFor(regressionBatch()), regressionBatch()).dRates).toBeUndefined();
  });

  it.each([bptt, eprop])('trains along a rule as the built-in loss does, on either kernel: $name', async (rule) => {
    const batch = classificationBatch();
    const run = (network: ReturnType<typeof smallNetwork>, loss: Loss) =>
      rule.gradient(network, randomParams(network), batch, loss, null, createRng(1)).gradients;
    const penalised: TfjsLossFunction = (y, h, ...rest) =>
      tf.add(crossEntropy(y, h, ...rest), tf.mul(meanSquareRate(h), 2));
    const builtIn = withActivityPenalty(softmaxCrossEntropy, 2);
    const reference = smallNetwork();
    expect(treeDifference(run(reference, tfjsLoss(penalised)), run(reference, builtIn))).toBeLessThan(float32);
    const wasm = leakyNetwork({ nIn: 2, nUnits: 5, nOut: 3, alpha: 0.3, kernel: await startWasmKernel() });
    const onWasm = wasm as unknown as typeof reference;
    expect(treeDifference(run(onWasm, tfjsLoss(penalised)), run(onWasm, builtIn))).toBeLessThan(float32);
  });

  it('leaves no tensor behind, also where it throws, and changes nothing it is given', () => {
    const batch = regressionBatch();
    const rollout = rolloutFor(batch);
    const given = JSON.stringify([rollout, batch]);
    const before = tf.memory().numTensors;
    for (let k = 0; k < 3; k++) tfjsLoss(squaredError)(rollout, batch);
    expect(() => tfjsLoss((outputs) => tf.sum(outputs, 0) as tf.Tensor as tf.Scalar)(rollout, batch)).toThrow();
    const broken: TfjsLossFunction = (outputs) => {
      tf.square(outputs);
      throw new Error('my own');
    };
    expect(() => tfjsLoss(broken)(rollout, batch)).toThrow('my own');
    expect(tf.memory().numTensors).toBe(before);
    expect(JSON.stringify([rollout, batch])).toBe(given);
  });

  it.each<[string, TfjsLossFunction, string]>([
    [
      'a tensor that is no scalar',
      (outputs) => tf.sum(outputs, 0) as tf.Tensor as tf.Scalar,
      'returned a tensor of shape [6, 3]; expected a scalar',
    ],
    ['a number', (() => 3) as unknown as TfjsLossFunction, 'returned 3; expected a scalar'],
    ['nothing', (() => undefined) as unknown as TfjsLossFunction, 'returned undefined; expected a scalar'],
    ['a constant', () => tf.scalar(1), 'depends on neither outputs nor rates'],
  ])('refuses a function that returns %s', (_, compute, message) => {
    const call = () => tfjsLoss(compute)(rolloutFor(regressionBatch()), regressionBatch());
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });

  it('takes a value of shape [1] for a scalar', () => {
    const value = tfjsLoss((y) => tf.reshape(tf.sum(y), [1]) as tf.Tensor as tf.Scalar);
    expect([...value(rolloutFor(regressionBatch()), regressionBatch()).dOutputs].every((d) => d === 1)).toBe(true);
  });
});
