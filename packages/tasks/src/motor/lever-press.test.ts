import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { leverPress, leverPressWithPoke, leverPressWithPokeRest } from '../index.js';

it('leverPress asks for four presses from the signal on, which comes at every step as likely', () => {
  const batch = leverPress({ signal: 0.25 }).sample(createRng('lever'), 2000);
  let waits = 0;
  batch.info.forEach(({ periods }, trial) => {
    const row = trial * batch.steps;
    const signal = batch.inputs.subarray(row, row + batch.steps).indexOf(1);
    expect(signal).toBe(periods.press[0]);
    const targets = [...batch.targets.subarray(row, row + batch.steps)];
    expect(targets.indexOf(1)).toBe(signal);
    expect(targets.filter((target) => target === 1)).toHaveLength(4);
    waits += signal;
  });
  // A geometric distribution has the mean 1 / p and the variance (1 - p) / p^2.
  expect(Math.abs(waits / 2000 - 4)).toBeLessThan(4.5 * Math.sqrt(12 / 2000));
  expect(leverPress({ signal: 1 }).sample(createRng(1), 3).info[0].periods.press[0]).toBe(1);
  expect(() => leverPress({ signal: 0 })).toThrow(/signal is 0/);
});

it('leverPressWithPoke asks for four presses and a poke, over and over', () => {
  const { targets, steps } = leverPressWithPoke({ rounds: 3 }).analysisTrials();
  expect(steps).toBe(15);
  expect([...targets]).toEqual([1, 1, 1, 1, 2, 1, 1, 1, 1, 2, 1, 1, 1, 1, 2]);
});

it('leverPressWithPokeRest pokes as soon as thirst is back, with four presses before', () => {
  const batch = leverPressWithPokeRest({ rounds: 4 }).sample(createRng('thirst'), 200);
  const droughts = new Set<number>();
  batch.info.forEach(({ periods }, trial) => {
    const at = (data: Float32Array, step: number) => data[trial * batch.steps + step];
    for (let k = 2; k <= 4; k++) {
      const [drink, poke] = [periods[`poke${k - 1}`][0], periods[`poke${k}`][0]];
      expect(at(batch.targets, poke)).toBe(2);
      let presses = 0;
      for (let step = drink + 1; step < poke; step++) {
        expect(at(batch.inputs, step)).toBeLessThan(1);
        presses += at(batch.targets, step);
      }
      expect(at(batch.inputs, poke)).toBe(1);
      expect(presses).toBe(4);
      droughts.add(poke - drink - 1);
    }
  });
  // From -8 to 1 by 0.8 to 1.2: 8 to 11 steps below.
  expect(Math.min(...droughts)).toBeGreaterThanOrEqual(7);
  expect(Math.max(...droughts)).toBeLessThanOrEqual(11);
  expect(droughts.size).toBeGreaterThan(1);
});

it('a sequence is scored by its steps', () => {
  const task = leverPressWithPoke({ rounds: 2 });
  const batch = task.analysisTrials();
  const pressing = new Float32Array(batch.steps * 3);
  for (let step = 0; step < batch.steps; step++) pressing[3 * step + 1] = 1;
  const { accuracy, measures } = task.score(pressing, batch);
  expect(accuracy).toBeCloseTo(0.8, 12);
  expect(measures.wholeTrials).toBe(0);
  const right = new Float32Array(batch.steps * 3);
  batch.targets.forEach((target, step) => {
    right[3 * step + target] = 1;
  });
  expect(task.score(right, batch).accuracy).toBe(1);
  expect(task.score(right, batch).measures.wholeTrials).toBe(1);
});
