import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { delayedDiscrimination, matchToCategory, perceptualDiscrimination, scoreOfLargestOutput } from '../index.js';

describe('the tasks of PsychRNN', () => {
  it('perceptualDiscrimination is answered 20 ms after a stimulus of an eighth to three eighths of the trial', () => {
    const task = perceptualDiscrimination({ sigma: 0 });
    const batch = task.sample(createRng('perceptual'), 200);
    batch.info.forEach(({ periods: { fixation, stimulus, decision }, variables }, trial) => {
      const row = (step: number) => 2 * (trial * batch.steps + step);
      const input = [...batch.inputs.subarray(row(stimulus[0]), row(stimulus[0]) + 2)];
      const [more, other] = [1 + Number(variables.coherence), 1].map(Math.fround);
      expect(input).toEqual(variables.direction === 0 ? [more, other] : [other, more]);
      expect(fixation[1]).toBeLessThanOrEqual(100);
      expect(stimulus[1] - stimulus[0]).toBeGreaterThanOrEqual(25);
      expect(stimulus[1] - stimulus[0]).toBeLessThanOrEqual(75);
      expect(decision[1]).toBeGreaterThanOrEqual(198);
      expect(batch.mask[row(stimulus[1] - 1)]).toBe(0);
      expect([...batch.targets.subarray(row(decision[0] + 2), row(decision[0] + 2) + 2)]).toEqual([0, 0]);
      const answer = [...batch.targets.subarray(row(decision[0] + 3), row(decision[0] + 3) + 2)];
      expect(answer.map((value) => value > 0.5)).toEqual([variables.direction === 0, variables.direction === 1]);
      expect(Math.min(...answer)).toBeCloseTo(0.2, 6);
    });
    const noise = perceptualDiscrimination().noise?.sigma ?? 0;
    expect(noise / Math.sqrt(10)).toBeCloseTo(Math.sqrt(2 * 0.01 * 10 * 0.1 ** 2), 12);
  });

  it('delayedDiscrimination shows each frequency and its mirror, and asks for the higher one', () => {
    const batch = delayedDiscrimination({ sigma: 0 }).sample(createRng('delayed'), 200);
    batch.info.forEach(({ periods }, trial) => {
      const row = (step: number) => 2 * (trial * batch.steps + step);
      const shown = [periods.stimulus1, periods.stimulus2].map(([step]) => [
        ...batch.inputs.subarray(row(step), row(step) + 2),
      ]);
      for (const [own, mirror] of shown) expect(own + mirror).toBeCloseTo(1.6, 5);
      expect(Math.abs(shown[0][0] - shown[1][0])).toBeCloseTo((0.8 * 8) / 24, 5);
      const answer = batch.targets[row(periods.decision[0])] === 1;
      expect(answer).toBe(shown[0][0] > shown[1][0]);
    });
  });

  it('matchToCategory has a ring of area 1 whose peak is in the category', () => {
    const task = matchToCategory({ categories: 4, sigma: 0, ring: 64 });
    const batch = task.sample(createRng('category'), 100);
    batch.info.forEach(({ periods, variables }, trial) => {
      const from = (trial * batch.steps + periods.stimulus[0]) * 64;
      const ring = batch.inputs.subarray(from, from + 64);
      expect((ring.reduce((sum, value) => sum + value, 0) * 2 * Math.PI) / 64).toBeCloseTo(1, 2);
      const peak = (2 * Math.PI * ring.indexOf(Math.max(...ring))) / 64;
      const off = Math.abs(peak - Number(variables.angle));
      expect(Math.min(off, 2 * Math.PI - off)).toBeLessThanOrEqual(Math.PI / 64 + 1e-9);
      const target = batch.targets.subarray((trial * batch.steps + periods.decision[0]) * 4);
      expect(target.indexOf(1)).toBe(Math.floor((Number(variables.angle) / (2 * Math.PI)) * 4));
    });
  });

  it('are scored by the largest output over the steps that count', () => {
    const task = matchToCategory();
    const batch = task.sample(createRng('score'), 50);
    expect(scoreOfLargestOutput(batch.targets, batch).accuracy).toBe(1);
    // Turned around outside of the decision: that does not count.
    const elsewhere = batch.targets.map((value, at) => (batch.mask[at] === 0 ? 5 * (at % 2) : value));
    expect(task.score(elsewhere, batch).accuracy).toBe(1);
    expect(
      task.score(
        batch.targets.map((value) => 1 - value),
        batch,
      ).accuracy,
    ).toBe(0);
    expect(() => task.score(new Float32Array(3), batch)).toThrow();
  });
});
