import { createRng, type TrialBatch } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import type { DefinedTask } from '../index.js';
import { framesFigure, movingPlaid, randomDotMotion, spatialSuppression, visualSearch } from '../index.js';
import { movingDots } from './moving-dots.js';
import { barOnScreen, pixelAt, pixelCentres } from './screen.js';

const frameOf = ({ inputs, steps, nIn }: TrialBatch, trial: number, step: number) =>
  inputs.subarray((trial * steps + step) * nIn, (trial * steps + step + 1) * nIn);
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

describe('the screen', () => {
  it('has the top left first, and each middle in its own pixel', () => {
    expect(pixelCentres(4)[0]).toEqual({ x: -0.75, y: 0.75 });
    pixelCentres(5).forEach(({ x, y }, at) => {
      expect(pixelAt(x, y, 5)).toBe(at);
    });
    expect(pixelAt(1.01, 0, 5)).toBeUndefined();
    expect(() => visualSearch({ pixels: 2 })).toThrow(/pixels is 2/);
  });

  it('has bars of their length and width where they are', () => {
    const area = (angle: number) => sum(barOnScreen(200, [0.2, -0.1], angle, 0.3, 0.1)) / 100 ** 2;
    // Round at both ends; an edge of one pixel in 200.
    for (const angle of [0, 0.7, Math.PI / 2]) expect(area(angle)).toBeCloseTo(0.6 * 0.1 + Math.PI * 0.05 ** 2, 3);
    const across = barOnScreen(20, [0, 0], 0, 0.5, 0.2);
    expect(across[pixelAt(0.4, 0.05, 20) as number]).toBeGreaterThan(0.9);
    expect(across[pixelAt(0.05, 0.4, 20) as number]).toBe(0);
  });
});

describe('random dots', () => {
  it('keep to the field, and the signal alone to its direction', () => {
    const dots = movingDots({ count: 400, signal: 100, direction: 0.5, speed: 1, lifeMs: 200 }, createRng('dots'));
    let [kept, moved] = [0, 0];
    const means = [0, 0];
    for (let frame = 0; frame < 100; frame++) {
      const before = [dots.x.slice(), dots.y.slice()];
      dots.move(10);
      for (let dot = 0; dot < 400; dot++) {
        expect(dots.x[dot] ** 2 + dots.y[dot] ** 2).toBeLessThanOrEqual(1);
        const [dx, dy] = [dots.x[dot] - before[0][dot], dots.y[dot] - before[1][dot]];
        if (Math.abs(Math.hypot(dx, dy) - 0.01) > 1e-9) continue; // another life
        const along = (dx * Math.cos(0.5) + dy * Math.sin(0.5)) / 0.01;
        moved++;
        if (dot < 100) expect(along).toBeCloseTo(1, 9);
        else means[0] += along;
        if (dot >= 100) means[1]++;
        kept++;
      }
    }
    // A life of 200 ms, or less where the field ends: at least nineteen moves of twenty-one.
    expect(kept / (400 * 100)).toBeGreaterThan(0.9);
    expect(moved).toBe(kept);
    // Directions drawn with each of 300 x 5 lives.
    expect(Math.abs(means[0] / means[1])).toBeLessThan(4.5 * Math.sqrt(0.5 / 1500));
  });

  it('show as many dots as there are, less those in one place, and nothing around the stimulus', () => {
    const task = randomDotMotion({ pixels: 40 });
    const batch = task.sample(createRng('screen'), 6);
    const { periods } = batch.info[0];
    for (let trial = 0; trial < 6; trial++) {
      expect(sum(frameOf(batch, trial, periods.fixation[0]))).toBe(0);
      expect(sum(frameOf(batch, trial, periods.decision[0]))).toBe(0);
      const shown = sum(frameOf(batch, trial, periods.stimulus[0]));
      expect(shown).toBeGreaterThan(24);
      expect(shown).toBeLessThanOrEqual(30);
    }
  });

  it('move where they should, in four directions too, and leave weak evidence open', () => {
    for (const directions of [2, 4]) {
      const of = (coherence: number) => {
        const task = randomDotMotion({ directions, coherences: [coherence] });
        return task.checkAnswers(task.sample(createRng('clear'), 40));
      };
      expect(of(51.2)).toEqual({ right: 40, responses: 40 });
      expect(of(0)?.responses).toBe(0);
    }
  });

  it('move as far in a time at another step', () => {
    const fine = randomDotMotion({ dtMs: 8, coherences: [51.2], pixels: 40 });
    expect(fine.checkAnswers(fine.sample(createRng('fine'), 10))).toEqual({ right: 10, responses: 10 });
  });
});

describe('visual search', () => {
  const barsOf = (task: DefinedTask, count: number) => {
    const batch = task.sample(createRng('search'), count);
    const [pixels, size] = [Math.sqrt(batch.nIn / 3), 4];
    /** The image around a place of the screen. */
    const patch = (trial: number, step: number, x: number, y: number) => {
      const [column, row] = [((x + 1) / 2) * pixels, ((1 - y) / 2) * pixels].map(Math.floor);
      const frame = frameOf(batch, trial, step);
      return Array.from({ length: 2 * size * 2 * size }, (_, at) => {
        const pixel = (row - size + Math.floor(at / (2 * size))) * pixels + column - size + (at % (2 * size));
        return [...frame.subarray(3 * pixel, 3 * pixel + 3)];
      }).flat();
    };
    return { batch, patch };
  };
  const places = [
    [0.5, 0.5],
    [0.5, -0.5],
    [-0.5, 0.5],
    [-0.5, -0.5],
  ] as const;
  const difference = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => Math.abs(value - b[i])));

  it('shows the sample in one place only, which is the target', () => {
    const { batch, patch } = barsOf(visualSearch(), 60);
    batch.info.forEach(({ periods, variables }, trial) => {
      const sample = patch(trial, periods.sample[0], 0, 0);
      expect(sum(sample)).toBeGreaterThan(0);
      expect(sum(frameOf(batch, trial, periods.delay[0]))).toBe(0);
      const apart = places.map(([x, y]) => difference(sample, patch(trial, periods.decision[0], x, y)));
      expect(apart.filter((value) => value < 1e-4)).toHaveLength(1);
      const target = apart.findIndex((value) => value < 1e-4);
      expect(target).toBe(variables.target);
      const row = 2 * (trial * batch.steps + periods.decision[0]);
      expect([...batch.targets.subarray(row, row + 2)]).toEqual([...places[target]]);
      expect(sum(batch.targets.subarray(2 * trial * batch.steps, row))).toBe(0);
    });
  });

  it('refuses a shade that no colour can differ by', () => {
    expect(() => visualSearch({ shade: [0.6, -0.6, 0] })).toThrow(/shade is 0.6, -0.6, 0, which leaves no colour/);
  });

  it('has distractors that cannot be told from the sample in the form of neurogym', () => {
    const alike = (original: boolean) => {
      // A shade as large as the range: colours near the ends lose it.
      const { batch, patch } = barsOf(visualSearch({ original, shade: [0.4, 0, 0] }), 120);
      return batch.info.filter(({ periods }, trial) => {
        const sample = patch(trial, periods.sample[0], 0, 0);
        return places.filter(([x, y]) => difference(sample, patch(trial, periods.decision[0], x, y)) < 0.3).length > 1;
      }).length;
    };
    expect(alike(false)).toBe(0);
    expect(alike(true)).toBeGreaterThan(0);
  });
});

describe('the moving plaid', () => {
  it('moves in its direction, by 4 degrees a second along each grating', () => {
    // Along the direction by 4 / cos 45 degrees: one of 40 pixels of 0.4 degrees in 70.7 ms.
    const dtMs = (1000 * 0.4 * Math.SQRT1_2) / 4;
    const batch = movingPlaid({ dtMs }).analysisTrials();
    const moves = [-1, 1, -40, 40];
    batch.info.forEach(({ variables }, trial) => {
      const [before, after] = [0, 1].map((step) => frameOf(batch, trial, step));
      let [same, most] = [0, 0];
      for (let row = 10; row < 30; row++)
        for (let column = 10; column < 30; column++) {
          const pixel = row * 40 + column;
          same = Math.max(same, Math.abs(after[pixel + moves[Number(variables.direction)]] - before[pixel]));
          most = Math.max(most, Math.abs(before[pixel]));
        }
      const contrast = variables.large === 1 ? 0.99 : 0.05;
      expect(same).toBeLessThan(1e-5);
      expect(most).toBeGreaterThan(0.9 * contrast);
      expect(most).toBeLessThanOrEqual(contrast + 1e-6);
      expect(Math.abs(before[0])).toBe(0);
    });
  });

  it('asks for the perception of the spatial suppression task', () => {
    expect(movingPlaid().analysisTrials().targets).toEqual(spatialSuppression().analysisTrials().targets);
  });
});

describe('the figure of frames', () => {
  it('shows as many frames as asked for, in colour, with their periods', () => {
    const task = visualSearch();
    const svg = framesFigure(task.analysisTrials(), { channel: task.channels.screen, colours: 3, frames: 5 });
    expect(svg.match(/stroke="#bbb"/g)).toHaveLength(5);
    for (const label of ['fixation, 0 ms', 'sample', 'delay', 'decision']) expect(svg).toContain(label);
    const colours = [...svg.matchAll(/fill="rgb\((\d+),(\d+),(\d+)\)"/g)].map((found) => found.slice(1, 4).map(Number));
    expect(colours.some(([red, green]) => red !== green)).toBe(true);
    expect(svg).not.toContain('NaN');
  });

  it('refuses what is no screen', () => {
    const batch = randomDotMotion().analysisTrials();
    expect(() => framesFigure(batch, { colours: 3 })).toThrow(/400 units, which are no square/);
    expect(() => framesFigure(batch, { trial: 99 })).toThrow(/trial is 99/);
  });
});
