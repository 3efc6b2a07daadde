import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { multimodalDetection } from '../index.js';

it('shows one or both modalities, or nothing in as many trials as asked for', () => {
  const task = multimodalDetection({ kinds: [['visual'], ['visual', 'auditory']], catchTrials: 0.2, sigma: 0 });
  const batch = task.sample(createRng('modalities'), 1000);
  let caught = 0;
  batch.info.forEach(({ periods, variables: { kind, intensity, shown } }, trial) => {
    const at = (trial * batch.steps + periods.stimulus[0]) * batch.nIn;
    const expected = [1, shown === 1 ? intensity : 0, shown === 1 && kind === 1 ? intensity : 0];
    expect([...batch.inputs.subarray(at, at + 3)]).toEqual([...Float32Array.from(expected.map(Number))]);
    caught += Number(shown === 0);
  });
  expect(Math.abs(caught / 1000 - 0.2)).toBeLessThan(4.5 * Math.sqrt(0.16 / 1000));
  expect(() => multimodalDetection({ kinds: [[]] })).toThrow(/kinds is empty/);
});

it('has the noise of 0.014 that neurogym has at its step', () => {
  const task = multimodalDetection();
  expect((task.noise?.sigma ?? 0) / Math.sqrt(task.dtMs)).toBeCloseTo(0.01 * Math.SQRT2, 12);
});
