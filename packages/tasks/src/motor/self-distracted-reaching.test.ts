import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { peakOf, selfDistractedReaching } from '../index.js';

it('shows the target only as what the reach adds to the own signal, which is stronger', () => {
  const task = selfDistractedReaching();
  const { inputs, info, steps, nIn } = task.sample(createRng('reaches'), 200);
  let drowned = 0;
  info.forEach(({ periods, variables }, trial) => {
    const ring = (step: number) => inputs.subarray((trial * steps + step) * nIn, (trial * steps + step + 1) * nIn);
    const [before, during] = [ring(periods.fixation[0]), ring(periods.reach[0])];
    expect(peakOf(during.map((value, k) => value - before[k]))).toBe(variables.direction);
    if (peakOf(during) !== variables.direction) drowned++;
  });
  expect(drowned).toBeGreaterThan(150);
});

it("has neurogym's form: an angle, and no signal of its own", () => {
  const { inputs, targets, info, steps, nIn } = selfDistractedReaching({ original: true }).sample(createRng('one'), 20);
  info.forEach(({ periods, variables }, trial) => {
    expect(Math.max(...inputs.subarray(trial * steps * nIn, trial * steps * nIn + nIn).map(Math.abs))).toBe(0);
    expect(targets[trial * steps]).toBeCloseTo(Math.PI, 6);
    const { angle, direction } = variables as Record<string, number>;
    expect(targets[trial * steps + periods.reach[0]]).toBeCloseTo(angle, 5);
    expect(Math.floor((32 * angle) / (2 * Math.PI))).toBe(direction);
  });
});
