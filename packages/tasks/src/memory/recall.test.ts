import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { angleReproduction, memoryRecall } from '../index.js';

describe('memoryRecall', () => {
  const rows = (data: Float32Array, width: number, row: number) => [...data.subarray(row * width, (row + 1) * width)];

  it.each(['blanked', 'flipped'] as const)('asks for the patterns that were signalled, with %s cues', (cue) => {
    const task = memoryRecall({ cue, recalled: 0.3, elements: 20 });
    const batch = task.sample(createRng('recall'), 100);
    let [right, elements] = [0, 0];
    batch.info.forEach(({ periods, variables }, trial) => {
      const first = trial * batch.steps;
      const [, stored] = periods.storage;
      const [start, end] = periods.recall;
      expect(end).toBe(variables.patterns);
      const signalled = Array.from({ length: stored }, (_, step) => rows(batch.inputs, 21, first + step))
        .filter((input) => input[20] === 1)
        .map((input) => input.slice(0, 20).join());
      const due = Array.from({ length: end - start }, (_, k) => rows(batch.targets, 20, first + start + k));
      expect([...new Set(due.map((pattern) => pattern.join()))].sort()).toEqual([...new Set(signalled)].sort());
      due.forEach((pattern, k) => {
        const shown = rows(batch.inputs, 21, first + start + k);
        pattern.forEach((value, i) => {
          elements++;
          // A blank is guessed, and right half of the time.
          right += shown[i] === value ? 1 : cue === 'blanked' ? 0.5 : 0;
        });
      });
      expect(batch.mask[20 * first]).toBe(0);
      expect(batch.mask[20 * (first + start)]).toBe(1);
    });
    expect(Math.abs(right / elements - 0.7)).toBeLessThan(4.5 * Math.sqrt(0.21 / elements));
  });

  it('refuses to recall nothing', () => {
    expect(() => memoryRecall({ length: [5, 8] })).toThrow(/of 5 patterns none/);
    expect(() => memoryRecall({ recalled: 0.6 })).toThrow(/recalled is 0.6/);
  });
});

describe('angleReproduction', () => {
  it('asks for both angles in their order, wherever on the circle they are', () => {
    const batch = angleReproduction().sample(createRng('angles'), 50);
    batch.info.forEach(({ periods, variables }, trial) => {
      for (const k of [1, 2]) {
        const [cos, sin] = batch.targets.subarray(2 * (trial * batch.steps + periods[`go${k}`][0]));
        const angle = Number(variables[`angle${k}`]);
        expect(cos).toBeCloseTo(Math.cos(angle), 6);
        expect(sin).toBeCloseTo(Math.sin(angle), 6);
        expect(Math.floor((angle / (2 * Math.PI)) * 8)).toBe(variables[k === 1 ? 'first' : 'second']);
        const ring = batch.inputs.subarray((trial * batch.steps + periods[`stimulus${k}`][0]) * batch.nIn);
        expect(ring[0]).toBeCloseTo(Math.cos(angle), 6);
      }
    });
  });

  it('has 34 inputs and whole angles as targets in the form of neurogym', () => {
    const task = angleReproduction({ original: true });
    expect([task.nIn, task.nOut]).toEqual([34, 1]);
    const batch = task.sample(createRng('angles'), 5);
    batch.info.forEach(({ periods, variables }, trial) => {
      // Its targets are an array of whole numbers.
      expect(batch.targets[trial * batch.steps + periods.go2[0]]).toBe(Math.floor(Number(variables.angle2)));
      expect(batch.inputs[trial * batch.steps * batch.nIn + task.channels.own[0]]).toBeCloseTo(-1, 6);
    });
  });
});
