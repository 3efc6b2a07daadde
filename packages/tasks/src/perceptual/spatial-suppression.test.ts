import { expect, it } from 'vitest';
import { spatialSuppression } from './index.js';

it('is first seen to move backwards where it is large, and soon right where it is small', () => {
  const task = spatialSuppression();
  const { targets, steps, nOut } = task.analysisTrials();
  expect([steps, nOut, task.nIn]).toEqual([36, 4, 32]);
  task.conditions.forEach(({ direction, large }, trial) => {
    const at = (frame: number) => [...targets.subarray((trial * steps + frame - 1) * 4, (trial * steps + frame) * 4)];
    for (let frame = 1; frame <= steps; frame++)
      expect(at(frame).reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 6);
    const [own, reversed] = [Number(direction), [1, 0, 3, 2][Number(direction)]];
    // Measured at frame 15 (125 ms) and 36 (300 ms).
    expect(at(15)[own]).toBeCloseTo(large ? 0.32 : 0.45, 6);
    expect(at(15)[reversed]).toBeCloseTo(large ? 0.475 : 0.1417, 6);
    expect(at(36)[own]).toBeCloseTo(0.99, 6);
  });
});

it('drives as many units of a direction as the stimulus is large', () => {
  const task = spatialSuppression();
  const { inputs, nIn, steps } = task.analysisTrials();
  const small = task.conditions.findIndex(({ direction, large }) => direction === 0 && large === 0);
  const left = inputs.subarray(small * steps * nIn, small * steps * nIn + 8);
  expect([...left].map((drive) => Math.round(drive * 1e6) / 1e6)).toEqual([0.05, 0, 0, 0, 0, 0, 0, 0]);
});
