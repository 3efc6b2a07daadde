import { FileFormatError, UnknownNameError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import type { NwbColumn, NwbFile, NwbTable, NwbUnit } from './formats/nwb/types.js';
import { type NeuralLatentsName, neuralLatents } from './neural-latents.js';

const numbers = (values: readonly number[]): NwbColumn => ({
  kind: 'numbers',
  data: Float64Array.from(values),
  shape: [values.length],
});
const table = (columns: Readonly<Record<string, NwbColumn>>, length: number): NwbTable => ({
  length,
  columns: Object.keys(columns),
  column: (name) => columns[name],
});
const COUNT = 8;
const onsets = Array.from({ length: COUNT }, (_, k) => 1 + 2 * k);
const trials = table(
  {
    start_time: numbers(onsets.map((t) => t - 0.5)),
    move_onset_time: numbers(onsets),
    trial_type: numbers(onsets.map((_, k) => k % 2)),
    trial_version: numbers(onsets.map(() => 0)),
    target_pos: { kind: 'ragged', rows: [] },
  },
  COUNT,
);
/** A unit that fires once, 100 ms after each movement begins, and is observed in all trials but the last. */
const unit: NwbUnit = {
  row: 0,
  spikeTimes: Float64Array.from(onsets, (t) => t + 0.1),
  observed: {
    data: Float64Array.from(onsets.slice(0, -1).flatMap((t) => [t - 0.5, t + 0.6])),
    shape: [COUNT - 1, 2],
  },
};
const file = (parts: Partial<NwbFile>): NwbFile => ({
  attributes: {},
  units: { ...table({}, 1), unit: () => unit, each: () => [unit].values() },
  trials,
  intervals: ['trials'],
  interval: () => trials,
  series: [],
  readSeries: () => {
    throw new Error('not asked for');
  },
  close: () => {},
  ...parts,
});

describe('neuralLatents', () => {
  it('averages around the onset of movement, without the trial in which the unit was not observed', async () => {
    const { recording } = await neuralLatents(file({}), 'mc-maze', { smoothingMs: 0 });
    expect(recording.conditions).toEqual(['trial_type=0, trial_version=0', 'trial_type=1, trial_version=0']);
    expect(recording.rates.shape).toEqual([2, 140, 1]);
    expect([recording.timeMs[0], recording.timeMs[139]]).toEqual([-247.5, 447.5]);
    expect([...(recording.trialCounts?.data ?? [])]).toEqual([4, 3]);
    // One spike a trial: 200 Hz in its bin of 5 ms, in either condition.
    expect([...recording.rates.data].filter((rate) => rate > 0)).toEqual(
      [200, 200].map((rate) => expect.closeTo(rate, 9)),
    );
    expect(
      recording.timeMs[recording.rates.data.indexOf(recording.rates.data.find((rate) => rate > 0) as number)],
    ).toBeCloseTo(102.5, 9);
  });

  it('smooths as the benchmark does unless told otherwise', async () => {
    const { recording } = await neuralLatents(file({}), 'mc-maze-small');
    // The peak of a Gaussian of 50 ms, and the same number of spikes.
    expect(Math.max(...recording.rates.data)).toBeCloseTo(1000 / (50 * Math.sqrt(2 * Math.PI)), 1);
    const sum = recording.rates.data.slice(0, 140).reduce((total, rate) => total + rate * 0.005, 0);
    expect(sum).toBeCloseTo(1, 6);
  });

  it('takes the pieces of MC_RTT as they are', async () => {
    const { recording } = await neuralLatents(
      file({ units: { ...table({}, 1), unit: () => ({ ...unit, observed: undefined }), each: () => [unit].values() } }),
      'mc-rtt',
    );
    expect(recording.rates.shape).toEqual([COUNT, 120, 1]);
    expect(recording.conditions.slice(0, 2)).toEqual(['start_time=0.5', 'start_time=2.5']);
    // A spike 600 ms after a piece begins belongs to the next.
    expect(Math.max(...recording.rates.data)).toBe(0);
  });

  it('takes the 1500 ms before go of DMFC_RSG, without outliers', async () => {
    const whole = { ...unit, observed: undefined };
    const intervals = table(
      {
        go_time: numbers(onsets.map((t) => t + 0.3)),
        ...Object.fromEntries(
          ['is_eye', 'theta', 'is_short', 'ts'].map((name) => [name, numbers(onsets.map((_, k) => k % 2))]),
        ),
        is_outlier: { kind: 'booleans', data: Uint8Array.from(onsets, (_, k) => Number(k === 2)), shape: [COUNT] },
      },
      COUNT,
    );
    const nwb = file({
      units: { ...table({}, 1), unit: () => whole, each: () => [whole].values() },
      trials: intervals,
    });
    const { recording } = await neuralLatents(nwb, 'dmfc-rsg', { smoothingMs: 0 });
    expect(recording.conditions).toEqual(
      [0, 1].map((value) => `is_eye=${value}, theta=${value}, is_short=${value}, ts=${value}`),
    );
    expect([recording.timeMs[0], recording.timeMs.at(-1)]).toEqual([-1497.5, -2.5]);
    expect([...(recording.trialCounts?.data ?? [])]).toEqual([COUNT / 2 - 1, COUNT / 2]);
    // The spike comes 200 ms before go.
    expect(recording.timeMs[recording.rates.data.findIndex((rate) => rate > 0)]).toBeCloseTo(-197.5, 9);
  });

  it('refuses an unknown set, and files without units or trials', async () => {
    expect(() => neuralLatents(file({}), 'mc-mase' as NeuralLatentsName)).toThrow(UnknownNameError);
    await expect(neuralLatents(file({ units: undefined }), 'mc-maze')).rejects.toThrow(FileFormatError);
    await expect(neuralLatents(file({ trials: undefined }), 'mc-maze')).rejects.toThrow('the file has no trials');
    await expect(neuralLatents(file({}), 'area2-bump')).rejects.toThrow("no column of trials named 'cond_dir'");
  });
});
