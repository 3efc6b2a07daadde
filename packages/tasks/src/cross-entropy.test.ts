import type { TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { crossEntropy } from './cross-entropy.js';
import { decisionAccuracy } from './decision-accuracy.js';

/** Two trials of two steps of two classes. */
const batch = (targets: number[], mask = [1, 1, 1, 1]): TrialBatch => ({
  inputs: new Float32Array(4),
  targets: Float32Array.from(targets),
  mask: Float32Array.from(mask),
  trials: 2,
  steps: 2,
  nIn: 1,
  nOut: 2,
  dtMs: 10,
  kind: 'classification',
  info: [],
});

/** Logits whose softmax is (p, 1 - p). */
const logits = (...p: number[]) => p.flatMap((one) => [Math.log(one), Math.log(1 - one)]);

describe('crossEntropy', () => {
  it('is the mean of -log p(target), over all steps and within each trial', () => {
    const { mean, perTrial } = crossEntropy(logits(0.5, 0.25, 0.9, 0.2), batch([0, 1, 0, 0]));
    const each = [0.5, 0.75, 0.9, 0.2].map((p) => -Math.log(p));
    expect(mean).toBeCloseTo((each[0] + each[1] + each[2] + each[3]) / 4, 14);
    expect(perTrial[0]).toBeCloseTo((each[0] + each[1]) / 2, 14);
    expect(perTrial[1]).toBeCloseTo((each[2] + each[3]) / 2, 14);
  });

  it('leaves out steps whose mask is 0, and does not overflow on large logits', () => {
    const { mean } = crossEntropy([1000, 0, 0, 5000, 0, -3000, 7, 9], batch([0, 1, 1, 0], [1, 1, 1, 0]));
    expect(mean).toBeCloseTo(1000, 10); // 0, 0 and 3000
  });

  it('says what is wrong with its arguments', () => {
    const outputs = logits(0.5, 0.5, 0.5, 0.5);
    expect(() => crossEntropy(outputs.slice(1), batch([0, 0, 0, 0]))).toThrow(/outputs has 7 values; expected 8/);
    expect(() => crossEntropy(outputs, batch([0, 2, 0, 0]))).toThrow(/targets has the value 2; expected a class/);
    expect(() => crossEntropy(outputs, batch([0, 0, 0, 0], [1, 1, 0, 0]))).toThrow(/mask is 0 throughout trial 1/);
    expect(() => crossEntropy(outputs.with(2, Infinity), batch([0, 0, 0, 0]))).toThrow(
      /outputs is Infinity at \[0, 1, 0\]/,
    );
  });
});

describe('decisionAccuracy', () => {
  it('asks for trials with a decision period', () => {
    const trial = { condition: 0, periods: { report: [0, 2] }, variables: {} } as const;
    const undecided = { ...batch([0, 0, 0, 0]), info: [trial, trial] };
    expect(() => decisionAccuracy(logits(0.5, 0.5, 0.5, 0.5), undecided)).toThrow(/trial 0 has no period 'decision'/);
  });
});
