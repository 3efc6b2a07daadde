import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { recordingFromTrials, type UnitTrials } from '../recipe/index.js';
import { overviewFigure, splitHalfReliability, trialAveragingCurve } from './index.js';

const [CONDITIONS, TRIALS, BINS] = [4, 40, 10];
/** Trials of a unit whose averages are `signal` and whose noise has the SD 1. */
function unit(name: string, signal: (condition: number, bin: number) => number): UnitTrials {
  const rng = createRng(name);
  const conditions = Array.from({ length: CONDITIONS * TRIALS }, (_, trial) => `condition ${trial % CONDITIONS}`);
  const values = Float64Array.from(
    { length: conditions.length * BINS },
    (_, at) => 20 + signal(Math.floor(at / BINS) % CONDITIONS, at % BINS) + rng.normal(),
  );
  return { name, values, bins: BINS, conditions };
}
const tuned = unit('tuned', (c, t) => Math.sin(c + t));
const flat = unit('flat', () => 0);

describe('splitHalfReliability', () => {
  it('is that of signal and noise, and 0 for a unit without signal', () => {
    const [one, other] = splitHalfReliability([tuned, flat]);
    // Halves of 20 trials: noise variance 1/20 beside a signal variance of about 1/2.
    const variance = 0.5;
    expect(one.correlation).toBeCloseTo(variance / (variance + 1 / 20), 1);
    expect(one.corrected).toBeCloseTo(variance / (variance + 1 / 40), 1);
    expect(Math.abs(other.correlation)).toBeLessThan(0.3);
  });

  it('is not known where a condition has one trial', () => {
    const single = { name: 'single', values: new Float64Array(2 * BINS), bins: BINS, conditions: ['a', 'b'] };
    expect(splitHalfReliability([single])[0].correlation).toBeNaN();
  });
});

describe('trialAveragingCurve', () => {
  const squares = (x: { data: ArrayLike<number> }, y: { data: ArrayLike<number> }) =>
    Array.from(x.data).reduce((sum, value, i) => sum + (value - y.data[i]) ** 2, 0) / x.data.length;

  it('falls as noise does: the squared difference of two averages of k trials is 2 / k', () => {
    for (const { trials, mean, units } of trialAveragingCurve([tuned, flat], squares, { trials: [1, 4, 20] })) {
      expect(units).toBe(2);
      // 80 numbers and 10 draws: the standard error is 5 %.
      expect(Math.abs((mean * trials) / 2 - 1)).toBeLessThan(0.25);
    }
  });

  it('leaves out numbers of trials, and units, that are too few', () => {
    const few = {
      ...flat,
      name: 'few',
      conditions: flat.conditions.slice(0, 16),
      values: flat.values.slice(0, 16 * BINS),
    };
    const points = trialAveragingCurve([tuned, few], squares, { trials: [2, 3, 20, 21] });
    expect(points.map(({ trials, units }) => [trials, units])).toEqual([
      [2, 2],
      [3, 1],
      [20, 1],
    ]);
    expect(() => trialAveragingCurve([few], squares, { trials: [9] })).toThrow(
      'no unit has 18 trials in each of 4 conditions',
    );
  });
});

describe('overviewFigure', () => {
  it('draws a line for every condition of every unit, with title and rates', () => {
    const { recording } = recordingFromTrials(
      [tuned, flat],
      Float64Array.from({ length: BINS }, (_, t) => 50 * t - 100),
      {
        name: 'made & up',
        window: { event: 'go', fromMs: -125, toMs: 375, binMs: 50 },
        provenance: { licence: 'none', citation: 'none', source: 'none', simulated: true },
      },
    );
    const svg = overviewFigure(recording);
    expect(svg.match(/<polyline/g)).toHaveLength(2 * CONDITIONS);
    expect(svg).toContain('made &amp; up: 2 units, 4 conditions, 40 to 40 trials each; -100 to 350 ms from go');
    expect(svg).not.toContain('NaN');
    expect(overviewFigure(recording, { units: 1 }).match(/<polyline/g)).toHaveLength(CONDITIONS);
  });
});
