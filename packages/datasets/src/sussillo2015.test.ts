import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { numeric, writeMatlab } from '../test/write-matlab.js';
import { sussillo2015 } from './sussillo2015.js';

/** An array whose value at [unit, time, condition] says where it is; MATLAB's first axis runs fastest. */
const made = (shape: readonly [number, number, number]) => {
  const [units, times, conditions] = shape;
  const values: number[] = [];
  for (let c = 0; c < conditions; c++)
    for (let t = 0; t < times; t++) for (let u = 0; u < units; u++) values.push(10000 * u + 30 * t + c);
  return writeMatlab({ D: numeric('double', [...shape], values), note: numeric('double', [1, 1], [1]) });
};

describe('sussillo2015', () => {
  it('reads the one array of rank 3, conditions first', () => {
    const { rates, timeMs, units } = sussillo2015(made([3, 196, 27]));
    expect([rates.shape, units.length]).toEqual([[27, 196, 3], 3]);
    expect([timeMs[0], timeMs[195]]).toEqual([-1550, 400]);
    expect(rates.data[(5 * 196 + 7) * 3 + 2]).toBe(20000 + 210 + 5);
  });

  it('refuses other files by what they hold', () => {
    expect(() => sussillo2015(made([3, 66, 27]))).toThrow('D, has the shape [3, 66, 27]; expected [units, 196, 27]');
    const none = writeMatlab({ note: numeric('double', [1, 1], [1]) });
    expect(() => sussillo2015(none)).toThrow(FileFormatError);
    expect(() => sussillo2015(none)).toThrow('has 0 arrays of rank 3');
  });
});
