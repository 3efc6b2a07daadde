import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { contextIntegration, nBack, pulseIntegration, targetWave, temporalParity } from '../index.js';

describe('sequences', () => {
  it('nBack asks for the symbol of n steps before', () => {
    const { inputs, targets, mask, steps } = nBack({ n: 4, alphabet: 3 }).sample(createRng('back'), 10);
    for (let trial = 0; trial < 10; trial++)
      for (let step = 0; step < steps; step++) {
        const row = trial * steps + step;
        expect(mask[row]).toBe(step < 4 ? 0 : 1);
        expect(targets[row]).toBe(step < 4 ? 0 : 1 + inputs.subarray(3 * (row - 4), 3 * (row - 3)).indexOf(1));
      }
    expect(() => nBack({ n: 50 })).toThrow(/steps is 50/);
  });

  it('temporalParity asks for the parity of the last n bits', () => {
    const { inputs, targets, steps } = temporalParity({ n: 5 }).sample(createRng('parity'), 10);
    for (let trial = 0; trial < 10; trial++)
      for (let step = 4; step < steps; step++) {
        const bits = inputs.subarray(trial * steps + step - 4, trial * steps + step + 1);
        expect(targets[trial * steps + step]).toBe(1 + (bits.reduce((sum, bit) => sum + bit, 0) % 2));
      }
  });

  it.each(['count', 'sign'] as const)('pulses are integrated since the last reset: %s', (target) => {
    for (const task of [pulseIntegration({ target }), contextIntegration({ target, resetProbability: 0.05 })]) {
      const { inputs, targets, nIn, steps, info } = task.sample(createRng('pulses'), 20);
      const [reset] = task.channels.reset;
      let resets = 0;
      info.forEach(({ variables }, trial) => {
        let sum = 0;
        for (let step = 0; step < steps; step++) {
          const at = (trial * steps + step) * nIn;
          if (inputs[at + reset] === 1) {
            sum = 0;
            resets++;
          }
          sum += inputs[at + Number(variables.context)];
          expect(targets[trial * steps + step] + 0).toBe(target === 'count' ? sum : Math.sign(sum));
        }
      });
      expect(resets).toBeGreaterThan(10);
    }
  });
});

describe('targetWave', () => {
  const wave = (options: Parameters<typeof targetWave>[0]) => targetWave(options).analysisTrials().targets;

  it('is a triangle or a sum of sines of the period asked for', () => {
    for (const shape of ['triangle', 'sines'] as const) {
      const values = wave({ shape, periodMs: 400 });
      for (let step = 0; step + 40 < values.length; step++) expect(values[step + 40]).toBeCloseTo(values[step], 5);
      expect(Math.max(...values.map(Math.abs))).toBe(1);
    }
    expect(
      [...wave({ shape: 'triangle', periodMs: 400 }).subarray(0, 41)].filter((_, step) => step % 10 === 0),
    ).toEqual([-1, 0, 1, 0, -1]);
  });

  it('is on both wings of the Lorenz attractor, and the same at another step', () => {
    const [coarse, fine] = [wave({ shape: 'lorenz', dtMs: 20 }), wave({ shape: 'lorenz', dtMs: 10 })];
    expect(Math.min(...fine)).toBeLessThan(-0.5);
    expect(Math.max(...fine)).toBeGreaterThan(0.5);
    // Only the largest value, which scales both, is another.
    const scale = fine[60] / coarse[30];
    coarse.forEach((value, step) => {
      expect(value * scale).toBeCloseTo(fine[2 * step], 4);
    });
  });
});
