import { describe, expect, it } from 'vitest';
import { rolloutOf } from '../../test/rollout-of.js';
import { classificationBatch, normals, regressionBatch } from '../../test/small-problem.js';
import { maskedSquaredError, softmaxCrossEntropy } from '../losses/losses.js';
import { crossEntropyAt, type StepLoss, squaredErrorAt } from './step-losses.js';

const { trials, steps, nOut } = regressionBatch();
const rows = trials * steps;
const outputs = Float64Array.from(normals('outputs', rows * nOut));
const rates = new Float64Array(rows * 5);
const total = (mask: Float32Array) => mask.reduce((sum, m) => sum + m, 0);

describe.each([
  [
    'squaredErrorAt',
    maskedSquaredError,
    regressionBatch(),
    ({ targets, mask }: ReturnType<typeof regressionBatch>, row: number): StepLoss => {
      const at = (values: Float32Array) => values.subarray(row * nOut, (row + 1) * nOut);
      return squaredErrorAt(
        at(targets),
        Array.from(at(mask), (m) => m / total(mask)),
      );
    },
  ],
  [
    'crossEntropyAt',
    softmaxCrossEntropy,
    classificationBatch(),
    ({ targets, mask }: ReturnType<typeof regressionBatch>, row: number): StepLoss =>
      crossEntropyAt(targets[row], mask[row] / total(mask)),
  ],
] as const)('%s', (_, ofBatch, batch, stepLoss) => {
  it('adds up to the loss of a batch, and so do its derivatives', () => {
    const expected = ofBatch(rolloutOf(batch, outputs, rates), batch);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const { value, dOutputs } = stepLoss(batch, row)(
        outputs.subarray(row * nOut, (row + 1) * nOut),
        new Float64Array(5),
      );
      sum += value;
      Array.from(dOutputs).forEach((g, o) => {
        expect(g).toBeCloseTo(expected.dOutputs[row * nOut + o], 14);
      });
    }
    expect(sum).toBeCloseTo(expected.value, 13);
  });
});

it('weighs every output alike by default, and nothing at weight 0', () => {
  const [y, h] = [Float64Array.of(1, 2), new Float64Array(3)];
  expect(squaredErrorAt([0, 0])(y, h)).toEqual({ value: 5, dOutputs: Float64Array.of(2, 4) });
  expect(squaredErrorAt([0, 0], 0)(y, h).value).toBe(0);
  expect(crossEntropyAt(1)(Float64Array.of(3, 3), h).value).toBeCloseTo(Math.log(2), 14);
  // finite for outputs whose exponentials are not
  expect(crossEntropyAt(0)(Float64Array.of(1e4, 0), h).value).toBe(0);
});

it('says which targets fit', () => {
  const [y, h] = [new Float64Array(2), new Float64Array(3)];
  expect(() => squaredErrorAt([1])(y, h)).toThrow('squaredErrorAt: target has 1 values; expected 2');
  for (const target of [2, -1, 0.5])
    expect(() => crossEntropyAt(target)(y, h)).toThrow(`target is ${target}; expected a class`);
});
