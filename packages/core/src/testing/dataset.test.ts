import { describe, expect, it } from 'vitest';
import { failingChecks } from '../../test/failing-checks.js';
import type { Recording } from '../types.js';
import { describeDataset } from './dataset.js';

const good = (): Recording => ({
  name: 'made up for a test',
  rates: { data: Float64Array.from({ length: 12 }, (_, i) => i), shape: [2, 3, 2] },
  timeMs: Float64Array.of(-10, 0, 10),
  event: 'go',
  units: ['a', 'b'],
  conditions: ['left', 'right'],
  trialCounts: { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] },
  behaviour: { hand: { data: new Float64Array(6), shape: [2, 3] } },
  provenance: { licence: 'MIT', citation: 'nobody', source: 'here', simulated: false },
});

describeDataset({ describe, it }, 'of a good recording', good);

const failures = (load: () => Recording, files: () => Uint8Array[] = () => []) =>
  failingChecks((runner) => describeDataset(runner, 'x', load, files));

describe('describeDataset', () => {
  const spoilt: [string, RegExp, Partial<Recording>][] = [
    ['a missing unit label', /label or time/, { units: ['a'] }],
    ['a label that comes twice', /without duplicates/, { units: ['a', 'a'] }],
    ['a negative rate', /finite rates/, { rates: { data: new Float64Array(12).fill(-1), shape: [2, 3, 2] } }],
    ['a missing rate', /finite rates/, { rates: { data: new Float64Array(12).fill(Number.NaN), shape: [2, 3, 2] } }],
    ['no trial in a condition', /whole trials/, { trialCounts: { data: Float64Array.of(1, 0, 1, 1), shape: [2, 2] } }],
    ['uneven times', /equal steps/, { timeMs: Float64Array.of(0, 10, 25) }],
    ['falling times', /equal steps/, { timeMs: Float64Array.of(20, 10, 0) }],
    ['behaviour of another shape', /behaviour/, { behaviour: { hand: { data: new Float64Array(6), shape: [3, 2] } } }],
    ['simulated data not called so', /simulated/, { provenance: { ...good().provenance, simulated: true } }],
    ['no licence', /comes from/, { provenance: { ...good().provenance, licence: '' } }],
  ];
  it.each(spoilt)('fails one test for %s', async (_, test, change) => {
    const failed = await failures(() => ({ ...good(), ...change }));
    expect(failed.filter((title) => test.test(title)).length, failed.join()).toBe(1);
  });

  it('fails for arrays shared between loads', async () => {
    const shared = good().rates;
    expect(await failures(() => ({ ...good(), rates: shared }))).toEqual([
      'is the same bytes each time it is loaded, in arrays of its own',
    ]);
  });

  it('fails for rates that differ from load to load', async () => {
    let loads = 0;
    const load = () => ({ ...good(), rates: { data: new Float64Array(12).fill(loads++), shape: [2, 3, 2] } });
    expect(await failures(load)).toEqual(['is the same bytes each time it is loaded, in arrays of its own']);
  });

  it('fails for a loader that changes its files', async () => {
    const file = Uint8Array.of(1, 2, 3);
    const load = () => {
      file[0]++;
      return good();
    };
    expect(await failures(load, () => [file])).toEqual(['leaves the files it is made from untouched']);
  });
});
