import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { FileFormatError, NonFiniteError } from '@lrsim/core';
import { describeDataset } from '@lrsim/core/testing';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeNpy } from '../test/write-npy.js';
import { hatsopoulos2007, hatsopoulosFiles } from './hatsopoulos2007.js';

const UNITS = 3;
const traces = ['shoulderangle', 'elbowangle', 'xhandposition', 'yhandposition', 'xhandspeed', 'yhandspeed'];

/** Made-up files: the rate of unit u at step t in condition c is 100 u + t + c / 10; trace k is k + c + t / 1000. */
function madeFiles({ steps = 121, conditions = 8 } = {}): Map<string, Uint8Array> {
  const rates: number[] = [];
  for (let u = 0; u < UNITS; u++)
    for (let t = 0; t < steps; t++) for (let c = 0; c < conditions; c++) rates.push(100 * u + t + c / 10);
  const trace = (k: number) =>
    Array.from({ length: conditions * steps }, (_, i) => k + Math.floor(i / steps) + (i % steps) / 1000);
  return new Map([
    ['firing_rate.npy', writeNpy('<f8', [UNITS, steps, conditions], rates)],
    ...traces.map((name, k): [string, Uint8Array] => [`${name}.npy`, writeNpy('<f8', [conditions, steps], trace(k))]),
  ]);
}

const timeFile = (times: readonly number[]) => writeNpy('<f8', [times.length], times);
const asNpz = (files: Map<string, Uint8Array>) => new Map([['reach.npz', zipSync(Object.fromEntries(files))]]);

describe('hatsopoulos2007', () => {
  const made = madeFiles();
  describeDataset(
    { describe, it },
    'hatsopoulos2007 on made-up files',
    () => hatsopoulos2007(made),
    () => made.values(),
  );

  it('turns [unit, time, condition] into [condition, time, unit]', () => {
    const { rates, units, conditions } = hatsopoulos2007(madeFiles());
    expect(rates.shape).toEqual([8, 121, UNITS]);
    rates.data.forEach((rate, i) => {
      const [c, t, u] = [Math.floor(i / (121 * UNITS)), Math.floor(i / UNITS) % 121, i % UNITS];
      expect(rate).toBe(100 * u + t + c / 10);
    });
    expect(units).toEqual(['unit 1', 'unit 2', 'unit 3']);
    expect(conditions).toEqual(['0 deg', '45 deg', '90 deg', '135 deg', '180 deg', '225 deg', '270 deg', '315 deg']);
  });

  it('names the behaviour, and puts the published times where the files have none', () => {
    const { behaviour, timeMs, event } = hatsopoulos2007(madeFiles());
    const names = ['shoulderAngle', 'elbowAngle', 'handX', 'handY', 'handSpeedX', 'handSpeedY'];
    expect(Object.keys(behaviour)).toEqual(names);
    names.forEach((name, k) => {
      expect(behaviour[name].data[0]).toBe(k);
    });
    expect([timeMs[0], timeMs[80], timeMs[120]]).toEqual([-800, 0, 400]);
    expect(event).toBe('movement onset');
  });

  it('takes the times of time_ms.npy', () => {
    const files = madeFiles({ steps: 3 }).set('time_ms.npy', timeFile([-5, 0, 5]));
    expect(hatsopoulos2007(files).timeMs).toEqual(Float64Array.of(-5, 0, 5));
  });

  it('is the same from an .npz', () => {
    expect(hatsopoulos2007(asNpz(madeFiles()))).toEqual(hatsopoulos2007(madeFiles()));
  });

  it('picks its files out of a folder', () => {
    const names = ['analysis_IN.npy', 'README.json', ...madeFiles().keys()];
    expect(hatsopoulosFiles(names).sort()).toEqual([...madeFiles().keys()].sort());
    expect(hatsopoulosFiles(['analysis_IN.npy', 'shoulderangle.npy'])).toEqual([]);
  });

  const without = (name: string) => {
    const files = madeFiles();
    files.delete(name);
    return files;
  };
  it.each([
    [
      'a missing array',
      without('elbowangle.npy'),
      /hatsopoulos2007: the files lack the arrays elbowangle; found firing_rate, /,
    ],
    [
      'a missing array in an archive',
      asNpz(without('firing_rate.npy')),
      /hatsopoulos2007: reach\.npz lacks the arrays firing_rate/,
    ],
    ['no files', new Map(), /; found none; expected firing_rate/],
    [
      'another number of directions',
      madeFiles({ conditions: 7 }),
      /firing_rate has the shape \[3, 121, 7\]; expected \[unit, time, condition\] with 8 conditions/,
    ],
    ['another number of times', madeFiles({ steps: 100 }), /firing_rate has 100 time bins; expected 121/],
    [
      'a trace of another shape',
      madeFiles().set('elbowangle.npy', writeNpy('<f8', [121, 8], new Array(968).fill(0))),
      /elbowangle has the shape \[121, 8\]; expected \[8, 121\]/,
    ],
    [
      'a truncated file',
      madeFiles().set('elbowangle.npy', writeNpy('<f8', [8, 121], [1, 2, 3])),
      /^readNpy: elbowangle\.npy declares 968 values .* it is truncated/,
    ],
  ] as [string, Map<string, Uint8Array>, RegExp][])('refuses %s', (_, files, message) => {
    expect(() => hatsopoulos2007(files)).toThrow(FileFormatError);
    expect(() => hatsopoulos2007(files)).toThrow(message);
  });

  it('names the place of a missing value', () => {
    const rates = new Array(UNITS * 121 * 8).fill(1);
    rates[(2 * 121 + 80) * 8 + 1] = Number.NaN;
    const files = madeFiles().set('firing_rate.npy', writeNpy('<f8', [UNITS, 121, 8], rates));
    expect(() => hatsopoulos2007(files)).toThrow(NonFiniteError);
    expect(() => hatsopoulos2007(files)).toThrow(
      "rates of recording 'Hatsopoulos 2007' are NaN at condition '45 deg', time 0 ms, unit 'unit 3'",
    );
  });
});

describeWithReference(
  'hatsopoulos2007 on the real recording',
  ['reference/hatsopoulos2007', 'real/derived/hatsopoulos2007_reach_psth.npz'],
  () => {
    const folder = (name: string) => referencePath('reference/hatsopoulos2007', name);
    const names = ['firing_rate', 'time_ms', ...traces].map((name) => `${name}.npy`);
    const read = (paths: readonly string[]) =>
      new Map(paths.map((path) => [basename(path), new Uint8Array(readFileSync(path))]));
    const [files, npz] = [new Map<string, Uint8Array>(), new Map<string, Uint8Array>()];
    beforeAll(() => {
      for (const [name, bytes] of read(names.map(folder))) files.set(name, bytes);
      for (const [name, bytes] of read([referencePath('real/derived/hatsopoulos2007_reach_psth.npz')]))
        npz.set(name, bytes);
    });

    for (const [title, source] of [
      ['hatsopoulos2007', files],
      ['hatsopoulos2007 from .npz', npz],
    ] as const)
      describeDataset(
        { describe, it },
        title,
        () => hatsopoulos2007(source),
        () => source.values(),
      );

    it('is the same from the .npy files and the .npz', () => {
      expect(hatsopoulos2007(npz)).toEqual(hatsopoulos2007(files));
    });

    it('has the sums and ranges written beside the files', () => {
      const facts: { files: Record<string, { min: number; max: number; sum: number; sumsq: number }> } = JSON.parse(
        readFileSync(folder('README.json'), 'utf8'),
      );
      const { rates, behaviour } = hatsopoulos2007(files);
      const arrays = [rates, ...Object.values(behaviour)];
      ['firing_rate', ...traces].forEach((name, i) => {
        const { data } = arrays[i];
        const { min, max, sum, sumsq } = facts.files[`${name}.npy`];
        const relative = (value: number, fact: number) => Math.abs(value - fact) / Math.abs(fact);
        expect([data.reduce((a, b) => Math.min(a, b)), data.reduce((a, b) => Math.max(a, b))]).toEqual([min, max]);
        expect(
          relative(
            data.reduce((a, b) => a + b, 0),
            sum,
          ),
        ).toBeLessThan(1e-9); // 10^5 terms added in another order
        expect(
          relative(
            data.reduce((a, b) => a + b * b, 0),
            sumsq,
          ),
        ).toBeLessThan(1e-9);
      });
    });

    it('has each rate at its place', () => {
      const { data } = readReferenceNpy(folder('firing_rate.npy'));
      const { rates } = hatsopoulos2007(files);
      for (const [unit, time, condition] of [
        [0, 0, 0],
        [140, 120, 7],
        [17, 80, 3],
      ])
        expect(rates.data[(condition * 121 + time) * 141 + unit]).toBe(data[(unit * 121 + time) * 8 + condition]);
    });
  },
);
