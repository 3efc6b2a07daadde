import { ArgumentError, createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { writeHdf5 } from '../test/write-hdf5.js';
import { openNwb } from './formats/nwb/open-nwb.js';
import { perichMiller } from './perich-miller.js';

const TRIALS = 24;
const directions = [0, Math.PI / 2, Math.PI];
const go = Array.from({ length: TRIALS }, (_, k) => 2 + 3 * k);

/** A session of the columns that the dandiset has, of one unit that fires once, 100 ms after the go cue, and in failures often. */
const session = (columns: readonly string[]) =>
  writeHdf5((file) => {
    const results = go.map((_, k) => (k % 6 === 5 ? 'F' : 'R'));
    const rng = createRng('failures');
    const spikes = go
      .flatMap((t, k) => (results[k] === 'R' ? [t + 0.1] : Array.from({ length: 50 }, () => t + rng.uniform())))
      .sort((a, b) => a - b);
    const units = file.create_group('units');
    units.create_dataset({ name: 'spike_times', data: Float64Array.from(spikes) });
    units.create_dataset({ name: 'spike_times_index', data: Uint32Array.of(spikes.length) });
    units.create_dataset({ name: 'id', data: Int32Array.of(0) });
    const trials = file.create_group('intervals').create_group('trials');
    const all: Readonly<Record<string, Float64Array | string[]>> = {
      start_time: Float64Array.from(go, (t) => t - 1),
      stop_time: Float64Array.from(go, (t) => t + 1.5),
      go_cue_time: Float64Array.from(go),
      target_dir: Float64Array.from(go, (_, k) => directions[k % 3]),
      target_id: Float64Array.from(go, (_, k) => (k === 0 ? Number.NaN : k % 3)),
      result: results,
    };
    for (const name of columns) trials.create_dataset({ name, data: all[name] });
    trials.create_dataset({ name: 'id', data: Int32Array.from(go, (_, k) => k) });
  });

const whole = ['start_time', 'stop_time', 'go_cue_time', 'target_dir', 'target_id', 'result'];

describe('perichMiller', () => {
  it('averages rewarded trials with a target by its direction, around the go cue', async () => {
    const nwb = await openNwb(await session(whole));
    const { recording } = await perichMiller(nwb);
    expect(recording.rates.shape).toEqual([3, 120, 1]);
    expect([recording.timeMs[0], recording.timeMs[119]]).toEqual([-395, 795]);
    // 24 trials without every sixth, of which one in three directions each, and without the first, which has no target.
    expect([...(recording.trialCounts?.data ?? [])]).toEqual([7, 8, 4]);
    // One spike a trial, spread by a Gaussian of 25 ms.
    const sum = recording.rates.data.slice(0, 120).reduce((total, rate) => total + rate * 0.01, 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(Math.max(...recording.rates.data)).toBeCloseTo(1000 / (25 * Math.sqrt(2 * Math.PI)), 0);
    nwb.close();
  });

  it('refuses sessions of random targets', async () => {
    const nwb = await openNwb(await session(['start_time', 'stop_time', 'result']));
    expect(() => perichMiller(nwb)).toThrow(ArgumentError);
    expect(() => perichMiller(nwb)).toThrow('the trials lack go_cue_time, target_dir, target_id');
    nwb.close();
  });
});
