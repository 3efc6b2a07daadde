import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { contrastBlocks, contrastDecision, curriculum, delayedDecisionStages } from '../index.js';

it('a curriculum moves on after sessions passed in a row, and back where a stage is lost', () => {
  const stages = delayedDecisionStages();
  const start = curriculum(stages, { threshold: 0.7, sessions: 2, fallBack: 0.5 });
  const path = [start];
  for (const accuracy of [0.9, 0.6, 0.8, 0.7, 0.4, 0.9, 0.9]) path.push(path[path.length - 1].after(accuracy));
  expect(path.map(({ stage }) => stage)).toEqual([0, 0, 0, 0, 1, 0, 0, 1]);
  expect(path.map(({ passed }) => passed)).toEqual([0, 1, 0, 1, 0, 0, 1, 0]);
  expect(path[4].task).toBe(stages[1]);
  let last = start;
  for (let session = 0; session < 20; session++) last = last.after(1);
  expect([last.stage, last.isLast]).toEqual([5, true]);
  expect(start.stage).toBe(0);
  expect(() => start.after(Number.NaN)).toThrow(/accuracy is NaN/);
  expect(() => curriculum([])).toThrow(/stages is empty/);
  expect(() => curriculum(stages, { fallBack: 0.9 })).toThrow(/fallBack is 0.9/);
});

it('stages of the delayed decision lengthen the delay, then weaken the evidence', () => {
  const stages = delayedDecisionStages();
  const delays = stages.map((task) => {
    const lengths = task.sample(createRng('delays'), 300).info.map(({ periods: { delay } }) => delay[1] - delay[0]);
    return [Math.min(...lengths), Math.max(...lengths)];
  });
  expect(delays.map(([shortest]) => shortest)).toEqual([0, 2, 5, 7, 10, 10]);
  expect(delays.map(([, longest]) => longest)).toEqual([0, 7, 14, 22, 29, 29]);
  expect(stages.map(({ noise }) => noise?.sigma)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(stages.map(({ nConditions }) => nConditions)).toEqual([2, 2, 2, 2, 2, 10]);
});

it('contrasts have noise of 0.1 at the step of neurogym, and come in blocks of 200', () => {
  const task = contrastDecision();
  expect((task.noise?.sigma ?? 0) / Math.sqrt(task.dtMs)).toBeCloseTo(0.1, 12);
  const { info } = contrastBlocks().sample(createRng('blocks'), 6000);
  const counts = new Map<unknown, [number, number]>();
  for (const { variables } of info) {
    const [left, all] = counts.get(variables.block) ?? [0, 0];
    counts.set(variables.block, [left + Number(variables.side === 0), all + 1]);
  }
  expect(info.slice(1).filter(({ variables }, k) => variables.block !== info[k].variables.block)).toHaveLength(29);
  [0.2, 0.8, 0.5].forEach((likely, block) => {
    const [left, all] = counts.get(block) as [number, number];
    expect(Math.abs(left / all - likely)).toBeLessThan(4.5 * Math.sqrt((likely * (1 - likely)) / all));
  });
});
