import { ArgumentError, type Loss, type TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { derivativeError, rolloutOf } from '../../test/rollout-of.js';
import { classificationBatch, normals, regressionBatch } from '../../test/small-problem.js';
import { lossForKind, maskedSquaredError, softmaxCrossEntropy } from './losses.js';

const outputsFor = (batch: TrialBatch) =>
  Float64Array.from(normals('outputs', batch.trials * batch.steps * batch.nOut));
const ratesFor = (batch: TrialBatch) => Float64Array.from(normals('rates', batch.trials * batch.steps * 4));

/** One trial of two steps with two outputs. */
const tiny = { trials: 1, steps: 2, nIn: 1, nOut: 2, dtMs: 1, inputs: new Float32Array(2), info: [] } as const;
const regression = (targets: number[], mask: number[]): TrialBatch => ({
  ...tiny,
  kind: 'regression',
  targets: Float32Array.from(targets),
  mask: Float32Array.from(mask),
});
const classification = (targets: number[], mask: number[]): TrialBatch => ({
  ...regression(targets, mask),
  kind: 'classification',
});
const evaluate = (loss: Loss, batch: TrialBatch, outputs: number[]) =>
  loss(rolloutOf(batch, Float64Array.from(outputs), new Float64Array(2)), batch);

describe('maskedSquaredError', () => {
  it('averages over the entries with mask 1, outputs counted separately', () => {
    // errors 1, 2, 3, 4 of which the first, second and fourth count: (1 + 4 + 16) / 3
    const { value, terms, dOutputs } = evaluate(
      maskedSquaredError,
      regression([0, 0, 0, 0], [1, 1, 0, 1]),
      [1, 2, 3, 4],
    );
    expect(value).toBe(7);
    expect(terms).toEqual({ main: 7 });
    expect([...dOutputs]).toEqual([2 / 3, 4 / 3, 0, 8 / 3]);
  });

  it('is 0 for the targets themselves, and knows weights', () => {
    const batch = regressionBatch();
    const exact = maskedSquaredError(rolloutOf(batch, Float64Array.from(batch.targets), ratesFor(batch)), batch);
    expect(exact.value).toBe(0);
    expect(evaluate(maskedSquaredError, regression([0, 0, 0, 0], [5, 0, 0, 1]), [1, 9, 9, 2]).value).toBe((5 + 4) / 6);
  });
});

describe('softmaxCrossEntropy', () => {
  it('averages -log softmax of the class over the steps with mask 1', () => {
    // logits (0, log 3): probabilities 1/4 and 3/4
    const batch = classification([1, 0], [1, 1]);
    const { value, dOutputs } = evaluate(softmaxCrossEntropy, batch, [0, Math.log(3), 0, Math.log(3)]);
    expect(value).toBeCloseTo((Math.log(4 / 3) + Math.log(4)) / 2, 14);
    [1 / 8, -1 / 8, -3 / 8, 3 / 8].forEach((expected, k) => {
      expect(dOutputs[k]).toBeCloseTo(expected, 14);
    });
    const first = evaluate(softmaxCrossEntropy, classification([1, 0], [1, 0]), [0, Math.log(3), 0, Math.log(3)]);
    expect(first.value).toBeCloseTo(Math.log(4 / 3), 14);
    expect([...first.dOutputs.subarray(2)].map(Math.abs)).toEqual([0, 0]);
  });

  it('does not overflow', () => {
    const { value, dOutputs } = evaluate(softmaxCrossEntropy, classification([0, 1], [1, 1]), [1000, 0, 1000, -1000]);
    expect(value).toBe(1000);
    expect([...dOutputs].every(Number.isFinite)).toBe(true);
  });

  it('is log nOut where the outputs say nothing', () => {
    const batch = classificationBatch();
    const silent = softmaxCrossEntropy(rolloutOf(batch, outputsFor(batch).fill(0), ratesFor(batch)), batch);
    expect(silent.value).toBeCloseTo(Math.log(3), 14);
  });
});

describe.each<[string, Loss, TrialBatch]>([
  ['maskedSquaredError', maskedSquaredError, regressionBatch()],
  ['softmaxCrossEntropy', softmaxCrossEntropy, classificationBatch()],
])('%s', (name, loss, batch) => {
  it('has the derivatives that finite differences give, to 1e-9', () => {
    const [outputs, rates] = [outputsFor(batch), ratesFor(batch)];
    const { dOutputs, dRates } = loss(rolloutOf(batch, outputs, rates), batch);
    expect(dRates).toBeUndefined();
    const value = (y: Float64Array, h: Float64Array) => loss(rolloutOf(batch, y, h), batch).value;
    expect(derivativeError(value, { dOutputs, dRates: new Float64Array(rates.length) }, outputs, rates)).toBeLessThan(
      1e-9,
    );
  });

  it('says each trial’s share, which is that trial’s part of the sum', () => {
    const rollout = rolloutOf(batch, outputsFor(batch), ratesFor(batch));
    const { value, perTrial } = loss(rollout, batch);
    expect(perTrial).toHaveLength(batch.trials);
    expect(perTrial?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(value, 13);
    // with the mask of one trial alone, and its weight among all
    const entries = batch.mask.length / batch.trials;
    const total = batch.mask.reduce((sum, m) => sum + m, 0);
    for (let trial = 0; trial < batch.trials; trial++) {
      const mask = batch.mask.map((m, k) => (Math.floor(k / entries) === trial ? m : 0));
      const weight = mask.reduce((sum, m) => sum + m, 0) / total;
      expect(perTrial?.[trial]).toBeCloseTo(weight * loss(rollout, { ...batch, mask }).value, 13);
    }
  });

  it('answers in the precision of the rollout, and changes neither it nor the batch', () => {
    const outputs = Float32Array.from(outputsFor(batch));
    const before = JSON.stringify([outputs, batch]);
    const { dOutputs } = loss(rolloutOf(batch, outputs, Float32Array.from(ratesFor(batch))), batch);
    expect(dOutputs).toBeInstanceOf(Float32Array);
    expect(JSON.stringify([outputs, batch])).toBe(before);
  });

  it('is what a task of its kind is trained on', () => expect(lossForKind(batch.kind)).toBe(loss));

  const other = batch.kind === 'regression' ? classificationBatch() : regressionBatch();
  it.each<[string, Partial<TrialBatch>, string]>([
    ['the other kind', other, `the batch is of kind '${other.kind}'; expected '${batch.kind}'. Use`],
    ['another number of outputs', { nOut: 2 }, 'the rollout has nOut 3, the batch 2'],
    ['another number of trials', { trials: 2 }, 'the rollout has trials 3, the batch 2'],
    ['another number of steps', { steps: 7 }, 'the rollout has steps 6, the batch 7'],
    ['a target too few', { targets: batch.targets.slice(1) }, 'targets has'],
    ['a mask of another length', { mask: new Float32Array(5) }, 'mask has 5 values'],
    ['a mask that counts nothing', { mask: batch.mask.slice().fill(0) }, 'the mask of the batch sums to 0'],
    ['a mask with NaN', { mask: batch.mask.slice().fill(Number.NaN) }, 'the mask of the batch sums to NaN'],
  ])('refuses a batch of %s', (_, change, message) => {
    const rollout = rolloutOf(batch, outputsFor(batch), ratesFor(batch));
    const call = () => loss(rollout, { ...batch, ...change });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(`${name}: `);
    expect(call).toThrow(message);
  });
});

describe('softmaxCrossEntropy', () => {
  it.each([-1, 2, 0.5, Number.NaN])('refuses the class %d of two', (target) => {
    const call = () => evaluate(softmaxCrossEntropy, classification([0, target], [1, 1]), [0, 0, 0, 0]);
    expect(call).toThrow(`the target of entry 1 is ${target}; expected a class from 0 to 1`);
  });
});
