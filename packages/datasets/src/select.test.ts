import { describe, expect, it } from 'vitest';
import { checkRecording } from './check-recording.js';
import { selectTime } from './select-time.js';
import { selectUnits } from './select-units.js';
import { simulatedRecording } from './simulated/simulated-recording.js';

const recording = simulatedRecording({ units: 12, trials: 3 });

describe('selectUnits', () => {
  const picked = selectUnits(recording, [7, 2]);

  it('keeps these units in this order, with their labels and trial counts', () => {
    checkRecording(picked);
    expect(picked.units).toEqual(['simulated unit 8', 'simulated unit 3']);
    expect(picked.rates.shape).toEqual([8, 121, 2]);
    expect(picked.trialCounts?.shape).toEqual([8, 2]);
    for (let sample = 0; sample < 8 * 121; sample++) {
      expect(picked.rates.data[sample * 2]).toBe(recording.rates.data[sample * 12 + 7]);
      expect(picked.rates.data[sample * 2 + 1]).toBe(recording.rates.data[sample * 12 + 2]);
    }
  });

  it('is the recording itself for all units in order', () => {
    expect(selectUnits(recording, [...recording.units.keys()])).toEqual(recording);
  });

  it('works without trial counts', () => {
    expect(selectUnits({ ...recording, trialCounts: undefined }, [1]).trialCounts).toBeUndefined();
  });

  it.each([[[12]], [[-1]], [[0.5]], [[1, 1]], [[]]])('refuses the units %j', (units) => {
    expect(() => selectUnits(recording, units)).toThrow(
      /^selectUnits: units .*; expected different indices from 0 to 11$/,
    );
  });
});

describe('selectTime', () => {
  it('keeps the bins from one time to another, both included, of rates and behaviour', () => {
    const window = selectTime(recording, -100, 45);
    checkRecording(window);
    expect([window.timeMs[0], window.timeMs[window.timeMs.length - 1]]).toEqual([-100, 40]);
    expect(window.rates.shape).toEqual([8, 15, 12]);
    expect(window.behaviour.handX.shape).toEqual([8, 15]);
    for (let c = 0; c < 8; c++)
      for (let t = 0; t < 15; t++) {
        expect(window.behaviour.handX.data[c * 15 + t]).toBe(recording.behaviour.handX.data[c * 121 + 70 + t]);
        for (let u = 0; u < 12; u++)
          expect(window.rates.data[(c * 15 + t) * 12 + u]).toBe(recording.rates.data[(c * 121 + 70 + t) * 12 + u]);
      }
  });

  it('leaves the recording as it is', () => {
    const window = selectTime(recording, -800, 400);
    expect(window).toEqual(recording);
    window.rates.data.fill(0);
    window.timeMs.fill(0);
    expect(recording.timeMs[0]).toBe(-800);
    expect(recording.rates.data.some((rate) => rate > 0)).toBe(true);
  });

  it.each([
    [0, 5, 'selectTime: 0 to 5 ms holds 1 bins'],
    [500, 900, 'expected two at least of -800 to 400 ms'],
    [100, -100, 'holds 0 bins'],
    [Number.NaN, 0, 'selectTime: fromMs is NaN'],
  ])('refuses %d to %d ms', (from, to, message) => {
    expect(() => selectTime(recording, from, to)).toThrow(message);
  });
});
