import { describe, expect, it } from 'vitest';
import { hatsopoulosRaw } from './hatsopoulos-raw.js';
import type { MatlabValue } from './types.js';

const numeric = (values: readonly number[]): MatlabValue => ({
  kind: 'numeric',
  class: 'double',
  data: Float64Array.from(values),
  shape: [values.length, 1],
});
const cell = (elements: readonly MatlabValue[]): MatlabValue => ({
  kind: 'cell',
  elements,
  shape: [elements.length, 1],
});
/** Movement k of direction d begins at 2 + 16 k + 2 d s. */
const onsets = Array.from({ length: 8 }, (_, d) => [0, 1, 2].map((k) => 2 + 16 * k + 2 * d));
const after = (ms: number, directions: readonly number[]) =>
  directions.flatMap((d) => onsets[d].map((t) => t + ms / 1000));
const variables = {
  stmv_cell: cell(onsets.map(numeric)),
  // One that fires 102 ms after every movement to the left, in a cell in a cell; one that never fires; one that fires before all.
  spikes: cell([cell([numeric(after(102, [4]))]), numeric([]), numeric(after(-298, [0, 1, 2, 3, 4, 5, 6, 7]))]),
};

describe('hatsopoulosRaw', () => {
  it('averages spikes around movement onset by direction', async () => {
    const { recording, dropped } = await hatsopoulosRaw(variables, { smoothingMs: 0 });
    expect(recording.rates.shape).toEqual([8, 121, 2]);
    expect(recording.conditions).toEqual([0, 45, 90, 135, 180, 225, 270, 315].map((d) => `direction=${d}`));
    expect([...(recording.trialCounts?.data ?? [])]).toEqual(new Array(16).fill(3));
    expect(dropped.map(({ unit }) => unit)).toEqual(['unit 2']);
    expect([recording.timeMs[0], recording.timeMs[120]]).toEqual([-800, 400]);
    const rate = (c: number, ms: number, u: number) =>
      recording.rates.data[(c * 121 + recording.timeMs.findIndex((t) => Math.abs(t - ms) < 5.1)) * 2 + u];
    expect([rate(4, 100, 0), rate(3, 100, 0), rate(2, -300, 1)]).toEqual([100, 0, 100]);
  });

  it('names what a file lacks', async () => {
    await expect(hatsopoulosRaw({})).rejects.toThrow(
      'stmv_cell is not there; expected a cell array. The file has nothing',
    );
    await expect(hatsopoulosRaw({ ...variables, stmv_cell: cell([numeric([1])]) })).rejects.toThrow(
      'has 1 cells; expected 8',
    );
    await expect(hatsopoulosRaw({ ...variables, spikes: numeric([1]) })).rejects.toThrow('spikes is of kind numeric');
  });
});
