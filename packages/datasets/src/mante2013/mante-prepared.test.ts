import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../../test/write-npy.js';
import { manteConditionLabel, manteConditions } from './conditions.js';
import { mantePrepared } from './mante-prepared.js';

/** An array whose value at [unit, time, condition] says where it is, in spikes per ms. */
const made = (shape: readonly [number, number, number]) => {
  const [units, times, conditions] = shape;
  const values = Array.from({ length: units * times * conditions }, (_, at) => at / 1000);
  return writeNpy('<f8', shape, values);
};

describe('mantePrepared', () => {
  it('reads [units, bins, conditions] as rates in Hz, conditions in the order of choices', () => {
    const { rates, timeMs, units, conditions } = mantePrepared(made([3, 50, 72]));
    expect([rates.shape, units.length]).toEqual([[72, 50, 3], 3]);
    expect(conditions).toEqual(manteConditions('choice').map(manteConditionLabel));
    expect([timeMs[0], timeMs[1], timeMs[49]]).toEqual([107, 122, 842]);
    expect(rates.data[(5 * 50 + 7) * 3 + 2]).toBeCloseTo((2 * 50 + 7) * 72 + 5, 9);
  });

  it('refuses arrays of another shape by what they hold', () => {
    expect(() => mantePrepared(made([3, 72, 50]))).toThrow(FileFormatError);
    expect(() => mantePrepared(made([3, 72, 50]))).toThrow(
      'neuralforRNN.npy has the shape [3, 72, 50]; expected [units, 50, 72]',
    );
  });
});
