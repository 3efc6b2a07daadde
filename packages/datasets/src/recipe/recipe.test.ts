import { ArgumentError, createRng } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignedCounts,
  averageTrials,
  gaussianSmoothed,
  groupTrials,
  type RecordingFromTrialsOptions,
  rebinnedCounts,
  recordingFromSpikes,
  softNormalised,
  type UnitSpikes,
  unitTrials,
  withoutCrossConditionMean,
  zScored,
} from './index.js';

const window = { event: 'go', fromMs: -100, toMs: 200, binMs: 50 };
const poisson = (label: string, rate: number, until: number) => {
  const rng = createRng(label);
  const times: number[] = [];
  for (let t = 0; ; ) {
    t -= Math.log(1 - rng.uniform()) / rate;
    if (t > until) return times;
    times.push(t);
  }
};

describe('alignedCounts', () => {
  it('puts edges relative to each event, spikes on an edge in the bin that begins there', () => {
    const spikeTimes = [0.9, 0.95, 1, 1.049, 1.05, 1.2, 5];
    expect([...alignedCounts({ name: 'a', spikeTimes }, [1, 4.9], window)]).toEqual([
      1, 1, 2, 1, 0, 0, 0, 0, 0, 0, 1, 0,
    ]);
  });

  it('counts every spike of a window once, wherever the event', () => {
    const spikeTimes = poisson('unit', 40, 60);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 59, noNaN: true }), fc.integer({ min: 1, max: 120 }), (event, binMs) => {
        const counts = alignedCounts({ name: 'a', spikeTimes }, [event], { ...window, binMs });
        const end = event - 0.1 + (counts.length * binMs) / 1000;
        const inside = spikeTimes.filter((t) => t >= event - 0.1 - 1e-9 && t < end - 1e-9).length;
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(inside);
      }),
    );
  });

  it('marks as missing what was not recorded, and events without a time', () => {
    const unit = {
      name: 'a',
      spikeTimes: [1, 1.01],
      observed: [
        [0.95, 1.1],
        [1.15, 3],
      ] as const,
    };
    expect([...alignedCounts(unit, [1, Number.NaN], window)].map((c) => (Number.isNaN(c) ? '-' : c)).join('')).toBe(
      '-020-0------',
    );
  });

  it('refuses a window without a bin, and times that do not ascend', () => {
    expect(() => alignedCounts({ name: 'a', spikeTimes: [] }, [1], { ...window, binMs: 400 })).toThrow(
      'at least one bin of 400 ms',
    );
    expect(() => alignedCounts({ name: 'a', spikeTimes: [2, 1] }, [1], window)).toThrow(
      'spike times of unit a have 1 at 1',
    );
  });
});

describe('gaussianSmoothed', () => {
  it('keeps a constant row, its sum away from the ends, and what is missing', () => {
    expect([...gaussianSmoothed([3, 3, 3, 3], 4, 2)].every((v) => Math.abs(v - 3) < 1e-12)).toBe(true);
    const pulse = new Float64Array(41);
    pulse[20] = 1;
    const smoothed = gaussianSmoothed(pulse, 41, 2);
    expect(smoothed.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 12);
    expect(smoothed[20] / smoothed[22]).toBeCloseTo(Math.exp(0.5), 10);
    const gaps = gaussianSmoothed([5, Number.NaN, 5, 5], 4, 1);
    expect([...gaps]).toEqual([5, Number.NaN, 5, 5].map((v) => (Number.isNaN(v) ? v : expect.closeTo(5, 12))));
    expect([...gaussianSmoothed([1, 2], 2, 0)]).toEqual([1, 2]);
  });
});

describe('rebinnedCounts', () => {
  it('sums whole bins and leaves out the rest', () => {
    expect([...rebinnedCounts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 2)]).toEqual([3, 7, 13, 17]);
    expect(() => rebinnedCounts([1, 2], 2, 3)).toThrow('factor is 3');
  });
});

describe('groupTrials', () => {
  const table = { side: ['l', 'r', 'l', ''], coherence: [0.5, -0.12, 0.5 + 1e-9, 0.5], ok: [1, 1, 1, 1] };
  it('groups by value and by rank, without trials that miss one or are not kept', () => {
    expect(groupTrials(table, { by: ['side', 'coherence'], ranked: ['coherence'] })).toEqual({
      rows: [0, 1, 2],
      conditions: ['side=l, coherence=1', 'side=r, coherence=0', 'side=l, coherence=1'],
    });
    expect(groupTrials(table, { by: ['coherence'], keep: ({ side }) => side === 'r' }).conditions).toEqual([
      'coherence=-0.12',
    ]);
    expect(() => groupTrials(table, { by: ['sides'] })).toThrow("Did you mean 'side'");
    expect(() => groupTrials({ a: [1], b: [1, 2] }, { by: ['a'] })).toThrow('column b has 2 rows, a has 1');
  });
});

describe('averageTrials', () => {
  it('leaves out what is missing, and counts trials with a value', () => {
    const unit = {
      name: 'a',
      values: Float64Array.of(1, Number.NaN, 3, 4, 5, Number.NaN),
      bins: 2,
      conditions: ['x', 'x', 'y'],
    };
    const { means, counts } = averageTrials(unit, ['x', 'y']);
    expect([...means]).toEqual([2, 4, 5, Number.NaN]);
    expect([...counts]).toEqual([2, 1]);
  });
});

const options: RecordingFromTrialsOptions = {
  name: 'own recording',
  window,
  grouping: { by: ['direction'] },
  provenance: { licence: 'CC0', citation: 'none', source: 'made up', simulated: true },
};
const trials = {
  go: Array.from({ length: 60 }, (_, i) => 1 + i),
  direction: Array.from({ length: 60 }, (_, i) => 90 * (i % 3)),
};
/** A unit that fires at a rate, 100 Hz more after the go of direction 90. */
async function* units(): AsyncGenerator<UnitSpikes> {
  for (const [name, rate] of Object.entries({ busy: 30, quiet: 0.2, tuned: 20 })) {
    const extra =
      name === 'tuned'
        ? trials.go.filter((_, i) => i % 3 === 1).flatMap((go) => poisson(`${go}`, 100, 0.2).map((t) => go + t))
        : [];
    yield { name, spikeTimes: [...poisson(name, rate, 70), ...extra].sort((a, b) => a - b) };
  }
}

describe('unitTrials', () => {
  const spikeTimes = poisson('surroundings', 60, 40);
  const table = { go: [3, 10, 17, 30], side: ['left', 'left', 'right', 'right'] };
  const grouping = { by: ['side'] };

  it('smooths over the surroundings of a window as over a longer one, without its ends', () => {
    const longer = { ...window, fromMs: -1100, toMs: 1200 };
    const [cut, whole] = [
      unitTrials({ name: 'a', spikeTimes }, table, window, grouping, 50, 'surroundings'),
      unitTrials({ name: 'a', spikeTimes }, table, longer, grouping, 50),
    ];
    expect([cut.bins, whole.bins]).toEqual([6, 46]);
    for (let trial = 0; trial < 4; trial++)
      for (let bin = 0; bin < 6; bin++)
        expect(cut.values[trial * 6 + bin]).toBeCloseTo(whole.values[trial * 46 + 20 + bin], 10);
    // The window alone is mirrored at its ends.
    expect(unitTrials({ name: 'a', spikeTimes }, table, window, grouping, 50).values).not.toEqual(cut.values);
  });

  it('takes surroundings that were not recorded as missing', () => {
    const observed = [[2.9, 3.2]] as const;
    const { values } = unitTrials({ name: 'a', spikeTimes, observed }, table, window, grouping, 50, 'surroundings');
    expect(values.slice(0, 6).every(Number.isFinite)).toBe(true);
    expect(values.slice(6).every(Number.isNaN)).toBe(true);
  });

  it('refuses another span', () => {
    expect(() => unitTrials({ name: 'a', spikeTimes }, table, window, grouping, 50, 'all' as 'window')).toThrow(
      "no span to smooth over named 'all'",
    );
  });
});

describe('recordingFromSpikes', () => {
  it('makes the same recording without keeping single trials', async () => {
    const [whole, averages] = await Promise.all(
      [true, false].map((keepTrials) => recordingFromSpikes(units(), trials, { ...options, minRateHz: 1, keepTrials })),
    );
    expect(averages.recording).toEqual(whole.recording);
    expect(averages.dropped).toEqual(whole.dropped);
    expect([whole.trials.length, averages.trials.length]).toEqual([2, 0]);
  });

  it('makes rates in Hz from a stream of units, and says which units are left out and why', async () => {
    const {
      recording,
      dropped,
      trials: single,
    } = await recordingFromSpikes(units(), trials, { ...options, minRateHz: 1 });
    expect(recording.units).toEqual(['busy', 'tuned']);
    expect(dropped).toEqual([{ unit: 'quiet', reason: expect.stringMatching(/mean rate of .* Hz, below 1/) }]);
    expect(recording.conditions).toEqual(['direction=0', 'direction=90', 'direction=180']);
    expect([...recording.timeMs]).toEqual([-75, -25, 25, 75, 125, 175]);
    expect(recording.rates.shape).toEqual([3, 6, 2]);
    expect([...(recording.trialCounts?.data ?? [])]).toEqual(new Array(6).fill(20));
    const rate = (c: number, t: number, u: number) => recording.rates.data[(c * 6 + t) * 2 + u];
    // 20 trials of 50 ms: the SD of a rate of 120 Hz is 11 Hz.
    expect(Math.abs(rate(1, 4, 1) - 120)).toBeLessThan(50);
    expect(rate(0, 4, 1)).toBeLessThan(60);
    expect(single).toHaveLength(2);
    expect(single[0].values).toHaveLength(60 * 6);
  });

  it('smooths single trials, which comes to the same as smoothing the averages', async () => {
    const [raw, smooth] = await Promise.all(
      [0, 40].map((smoothingMs) => recordingFromSpikes(units(), trials, { ...options, smoothingMs })),
    );
    const { data, shape } = raw.recording.rates;
    const perUnit = Float64Array.from({ length: shape[0] * shape[1] }, (_, row) => data[row * shape[2]]);
    gaussianSmoothed(perUnit, shape[1], 40 / 50).forEach((rate, row) => {
      expect(smooth.recording.rates.data[row * shape[2]]).toBeCloseTo(rate, 9);
    });
  });

  it('refuses columns that do not exist, and says why no unit is left', async () => {
    await expect(
      recordingFromSpikes(units(), trials, { ...options, window: { ...window, event: 'goo' } }),
    ).rejects.toThrow("Did you mean 'go'");
    const none = recordingFromSpikes(units(), trials, { ...options, minTrials: 21 });
    await expect(none).rejects.toThrow(ArgumentError);
    await expect(none).rejects.toThrow('none of 3 units can be kept; first, busy: fewer than 21 trials in direction=0');
    await expect(recordingFromSpikes(units(), undefined, options)).rejects.toThrow('unit busy has no trials');
  });
});

describe('normalisations', () => {
  it('do what they say to each unit', async () => {
    const { recording } = await recordingFromSpikes(units(), trials, options);
    const unit = (r: typeof recording, u: number) => Array.from({ length: 18 }, (_, row) => r.rates.data[row * 3 + u]);
    const soft = unit(softNormalised(recording), 2);
    const raw = unit(recording, 2);
    expect(soft[4] * (Math.max(...raw) - Math.min(...raw) + 5)).toBeCloseTo(raw[4], 9);
    const z = unit(zScored(recording), 0);
    expect(z.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 9);
    expect(z.reduce((sum, v) => sum + v * v, 0) / 18).toBeCloseTo(1, 9);
    const without = unit(withoutCrossConditionMean(recording), 1);
    expect(without[2] + without[8] + without[14]).toBeCloseTo(0, 9);
  });
});
