import { NonFiniteError, type TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { normalisedError } from './normalised-error.js';

/** Two trials of two steps of two outputs. */
const batch = (targets: number[], mask = targets.map(() => 1)): TrialBatch => ({
  inputs: new Float32Array(4),
  targets: Float32Array.from(targets),
  mask: Float32Array.from(mask),
  trials: 2,
  steps: 2,
  nIn: 1,
  nOut: 2,
  dtMs: 10,
  kind: 'regression',
  info: [],
});

describe('normalisedError', () => {
  it('is the mean over outputs of squared error over spread, worked out by hand', () => {
    // Output 0: targets 0, 2, 4, 6 (spread 20), errors 1, 0, 0, 3; output 1: 1, 1, 5, 5 (spread 16), errors 0, 2, 0, 0.
    const { mean, perTrial } = normalisedError([1, 1, 2, 3, 4, 5, 9, 5], batch([0, 1, 2, 1, 4, 5, 6, 5]));
    expect(mean).toBeCloseTo((10 / 20 + 4 / 16) / 2, 14);
    expect(perTrial[0]).toBeCloseTo(1 / 20 + 4 / 16, 14);
    expect(perTrial[1]).toBeCloseTo(9 / 20, 14);
  });

  it('is 1 for the mean of each target, and ignores entries whose mask is 0 in error and mean alike', () => {
    const masked = batch([0, 1, 2, 1, 4, 5, 100, -50], [1, 1, 1, 1, 1, 1, 0, 0]);
    const means = [2, 7 / 3];
    const outputs = [...means, ...means, ...means, 1e6, 1e6];
    expect(normalisedError(outputs, masked).mean).toBeCloseTo(1, 14);
  });

  it('adds the plain squared error of a constant target, also where its mean rounds', () => {
    const constant = batch([0, 0.1, 2, 0.1, 4, 0.1, 6, 0.1]); // spread of output 0: 20
    const outputs = [0, 1.1, 2, 0.1, 4, 0.1, 6, 0.1].map((v, i) => (i === 1 ? Math.fround(0.1) + 1 : Math.fround(v)));
    expect(normalisedError(outputs, constant).mean).toBeCloseTo(0.5, 14);
  });

  it('says what is wrong with its arguments', () => {
    const targets = [0, 1, 2, 1, 4, 5, 6, 5];
    expect(() => normalisedError([1, 2], batch(targets))).toThrow(/outputs has 2 values; expected 8 .*\[2, 2, 2\]/);
    expect(() => normalisedError(targets, batch(targets, [1, 0, 1, 0, 1, 0, 1, 0]))).toThrow(/mask of output 1 is 0/);
    expect(() => normalisedError(targets.with(3, Number.NaN), batch(targets))).toThrow(NonFiniteError);
    expect(() => normalisedError(targets, { ...batch(targets), kind: 'classification' })).toThrow(
      /batch is a classification batch; expected a regression batch/,
    );
  });
});
