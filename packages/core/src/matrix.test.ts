import { describe, expect, it } from 'vitest';
import { ArgumentError, NonFiniteError } from './errors.js';
import { toMatrix, viewMatrix } from './matrix.js';
import type { MatrixInput } from './types.js';

const rows = [
  [1, 2, 3],
  [4, 5, 6],
];
const read = (input: unknown) => toMatrix('f', 'x', input as MatrixInput);

describe('toMatrix', () => {
  it.each([
    ['nested arrays', rows],
    ['typed rows', rows.map((row) => Float32Array.from(row))],
    ['a flat array with a shape', { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
    ['what looks like a tensor', { shape: [2, 3], dataSync: () => Int32Array.of(1, 2, 3, 4, 5, 6) }],
    ['what looks like an ml-matrix Matrix', { rows: 2, columns: 3, to1DArray: () => [1, 2, 3, 4, 5, 6] }],
    ['conditions of rows', [[[1, 2, 3]], [[4, 5, 6]]]],
    ['a shape of three axes', { data: [1, 2, 3, 4, 5, 6], shape: [2, 1, 3] }],
  ])('reads %s', (_, input) => {
    expect(read(input)).toEqual({ rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) });
  });

  it('gives a copy', () => {
    const data = Float64Array.of(1, 2);
    const matrix = read({ data, shape: [1, 2] });
    matrix.data[0] = 9;
    expect(data[0]).toBe(1);
  });

  it.each([
    [[[1, 2], [3]], /x is ragged: row 1 has 1 values, row 0 has 2/],
    [[], /x is empty/],
    [{ data: [1], shape: [1] }, /x has the shape \[1\]; expected \[samples, units\] or/],
    [{ data: [1, 2], shape: [2, 2] }, /x has 2 values; expected 4/],
    [
      [
        [[1, 2]],
        [
          [1, 2],
          [3, 4],
        ],
      ],
      /x\[1\] has the shape \[2, 2\], x\[0\] has \[1, 2\]/,
    ],
  ])('refuses %j', (input, message) => {
    expect(() => read(input)).toThrow(ArgumentError);
    expect(() => read(input)).toThrow(message);
  });

  it.each([[null], [7], [undefined], ['text'], [{ rows: 2 }], [[['a', 'b']]]])('is a type error for %j', (input) => {
    expect(() => read(input)).toThrow(TypeError);
  });

  it('refuses NaN, saying where it is', () => {
    expect(() =>
      read([
        [1, 2],
        [3, Number.NaN],
      ]),
    ).toThrow(NonFiniteError);
    expect(() =>
      read([
        [1, 2],
        [3, Number.NaN],
      ]),
    ).toThrow(/NaN at \[1, 1\]/);
  });
});

describe('viewMatrix', () => {
  it('reads as toMatrix does, float64 in place and anything else as a copy', () => {
    const data = Float64Array.of(1, 2, 3, 4);
    expect(viewMatrix('f', 'x', { data, shape: [2, 2] })).toEqual({ rows: 2, columns: 2, data });
    expect(viewMatrix('f', 'x', { data, shape: [2, 2] }).data).toBe(data);
    expect(viewMatrix('f', 'x', { data: Float32Array.of(1, 2), shape: [1, 2] }).data).toEqual(Float64Array.of(1, 2));
    expect(() => viewMatrix('f', 'x', [[Number.NaN]])).toThrow(NonFiniteError);
  });
});
