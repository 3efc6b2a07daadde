import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../test/survives.js';
import { type Written4, writeMatlab4 } from '../../test/write-matlab4.js';
import { readMatlab } from './read-matlab.js';

const codes = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
/** Two rows, 'spike' and 'rates', column by column. */
const text = { shape: [2, 5], values: codes('srpaitkees') } as const;
/** The entries (3, 1) = 5, (1, 2) = -2, (2, 2) = 7 of a 3 x 4 matrix, not in the order of columns. */
const sparse = { shape: [4, 3] as const, values: [2, 3, 1, 3, 2, 1, 2, 4, 7, 5, -2, 0] };
const everything = (machine: 0 | 1000): Record<string, Written4> => ({
  ...Object.fromEntries(
    [0, 10, 20, 30, 40, 50].map((p) => [`p${p}`, { type: machine + p, shape: [2, 3], values: [1, 4, 2, 5, 3, 6] }]),
  ),
  z: { type: machine, shape: [1, 2], values: [1, 2, -3, 0.5], complex: 1 },
  empty: { type: machine, shape: [0, 0], values: [] },
  text: { type: machine + 1, ...text },
  bytes: { type: machine + 51, ...text },
  s: { type: machine + 2, ...sparse },
});

describe('readMatlab on v4 files', () => {
  it.each([0, 1000] as const)('reads numbers, text and sparse matrices of machine %i', (machine) => {
    const { z, empty, text, bytes, s, ...numbers } = readMatlab(writeMatlab4(everything(machine)));
    expect(Object.keys(numbers)).toHaveLength(6);
    const rowMajor = { kind: 'numeric', class: 'double', data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
    for (const value of Object.values(numbers)) expect(value).toEqual(rowMajor);
    expect(z).toMatchObject({ data: Float64Array.of(1, 2), imaginary: Float64Array.of(-3, 0.5), shape: [1, 2] });
    expect(empty).toMatchObject({ data: new Float64Array(), shape: [0, 0] });
    expect(text).toEqual({ kind: 'char', rows: ['spike', 'rates'], shape: [2, 5] });
    expect(bytes).toEqual(text);
    expect(s).toEqual({
      kind: 'sparse',
      rowIndex: Int32Array.of(2, 0, 1),
      columnStart: Int32Array.of(0, 1, 3, 3, 3),
      data: Float64Array.of(5, -2, 7),
      logical: false,
      shape: [3, 4],
    });
  });

  it('reads complex sparse matrices and each variable in its own byte order', () => {
    const file = writeMatlab4({
      a: { type: 1010, shape: [1, 1], values: [1.5] },
      b: { type: 2, shape: [2, 4], values: [1, 2, 1, 2, 3, 0, -4, 0] },
    });
    const { a, b } = readMatlab(file);
    expect(a).toMatchObject({ data: Float64Array.of(1.5) });
    expect(b).toMatchObject({ data: Float64Array.of(3), imaginary: Float64Array.of(-4), shape: [2, 2] });
  });

  const one = (variable: Partial<Written4>) =>
    writeMatlab4({ x: { type: 0, shape: [1, 1], values: [1], ...variable } });
  const huge = 2 ** 31 - 1;
  it.each([
    ['a VAX', one({ type: 2000 }).map((byte, i) => (i < 4 ? [0xd0, 7, 0, 0][i] : byte)), /of a VAX D-float machine/],
    ['an unknown type', one({ type: 5 }), /has a variable of the unknown type 5 at byte 0/],
    ['values it lacks', one({ shape: [huge, huge] }), /values for x but only 8 bytes follow; it is truncated/],
    ['a negative size', one({ shape: [-1, 1] }), /has a damaged header/],
    ['sparse entries outside', one({ type: 2, ...sparse, values: sparse.values.with(0, 9) }), /entry \(9, 2\) outside/],
    ['a sparse list that is none', one({ type: 2 }), /stores the sparse matrix x as 1 x 1 numbers/],
    ['columns without end', one({ type: 2, shape: [1, 3], values: [1, huge, 0] }), /at most 16777216 columns/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readMatlab(bytes, 'old.mat')).toThrow(FileFormatError);
    expect(() => readMatlab(bytes, 'old.mat')).toThrow(message);
  });

  it('ends in a value or a FileFormatError for every truncation and for random damage', () => {
    const read = (bytes: Uint8Array) => readMatlab(bytes, 'damaged.file');
    for (const machine of [0, 1000] as const) {
      const file = writeMatlab4(everything(machine));
      expect(readTruncations(read, file)).toBeGreaterThan(0.8 * file.length); // whole variables are left over
      expect(readDamaged(read, file)).toBeGreaterThan(150);
    }
  });
});
