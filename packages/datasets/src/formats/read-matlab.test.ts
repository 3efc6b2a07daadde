import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everything } from '../../test/matlab-everything.js';
import { numeric, type WriteOptions, writeMatlab } from '../../test/write-matlab.js';
import { readMatlab } from './read-matlab.js';

const ways: [string, WriteOptions][] = [
  ['little-endian', {}],
  ['big-endian', { littleEndian: false }],
  ['compressed', { compressed: true }],
  ['big-endian, compressed', { littleEndian: false, compressed: true }],
  ['without small elements', { small: false }],
];

describe('readMatlab', () => {
  it.each(ways)('reads a file written %s', (_, options) => {
    const read = readMatlab(writeMatlab(everything, options));
    expect(Object.keys(read)).toEqual(Object.keys(everything));
    // MATLAB element (i, j, k), from 0, is stored at i + 2 j + 6 k
    const cube = Float64Array.from(
      { length: 24 },
      (_, at) => Math.floor(at / 12) + 2 * (Math.floor(at / 4) % 3) + 6 * (at % 4),
    );
    expect(read.cube).toEqual({ kind: 'numeric', class: 'double', data: cube, shape: [2, 3, 4] });
    expect(read.counts).toEqual({
      kind: 'numeric',
      class: 'double',
      data: Float64Array.of(1, 4, 2, 5, 3, 6),
      shape: [3, 2],
    });
    expect(read.flags).toEqual({ kind: 'logical', data: Uint8Array.of(1, 0, 1), shape: [1, 3] });
    expect(read.z).toMatchObject({ data: Float64Array.of(1, 2), imaginary: Float64Array.of(3, -4) });
    expect(read.text).toEqual({ kind: 'char', rows: ['hello'], shape: [1, 5] });
    expect(read.nested).toEqual({
      kind: 'struct',
      fields: ['cell', 'x'],
      shape: [1, 1],
      elements: [
        {
          cell: {
            kind: 'cell',
            shape: [1, 2],
            elements: [
              { kind: 'numeric', class: 'double', data: Float64Array.of(1), shape: [1, 1] },
              { kind: 'numeric', class: 'double', data: new Float64Array(), shape: [0, 0] },
            ],
          },
          x: { kind: 'numeric', class: 'double', data: Float64Array.of(2), shape: [1, 1] },
        },
      ],
    });
    expect(read.pairs.kind === 'struct' && read.pairs.elements.map(({ name }) => name)).toEqual(
      ['1', '3', '2', '4'].map((text) => ({ kind: 'char', rows: [text], shape: [1, 1] })), // stored by columns, read by rows
    );
    expect(read.sparse).toEqual({
      kind: 'sparse',
      rowIndex: Int32Array.of(0, 2, 1),
      columnStart: Int32Array.of(0, 2, 3),
      data: Float64Array.of(5, 6, 7),
      logical: false,
      shape: [3, 2],
    });
    expect(read.f).toEqual({ kind: 'unsupported', class: 'function handle' });
  });

  const storage: [Parameters<typeof numeric>[0], number, unknown][] = [
    ['double', 9, Float64Array],
    ['double', 2, Float64Array],
    ['double', 4, Float64Array],
    ['double', 3, Float64Array],
    ['single', 7, Float32Array],
    ['int8', 1, Int8Array],
    ['uint8', 2, Uint8Array],
    ['int16', 3, Int16Array],
    ['uint16', 4, Uint16Array],
    ['int32', 5, Int32Array],
    ['uint32', 6, Uint32Array],
    ['int64', 12, Float64Array],
    ['uint64', 13, Float64Array],
    ['int32', 2, Int32Array],
  ];
  it.each(storage)('gives a %s stored as type %i the type of its class', (matlabClass, stored, array) => {
    const { x } = readMatlab(writeMatlab({ x: numeric(matlabClass, [2, 2], [100, 2, 3, 4], { stored }) }));
    expect(x).toMatchObject({ kind: 'numeric', class: matlabClass });
    const data = x.kind === 'numeric' ? x.data : undefined;
    expect(data).toBeInstanceOf(array);
    expect(Array.from(data ?? [])).toEqual([100, 3, 2, 4]);
  });

  it('reads arrays of any shape row-major', () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, littleEndian) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const file = writeMatlab(
          {
            x: numeric(
              'double',
              shape,
              Array.from({ length: size }, (_, i) => i),
            ),
          },
          { littleEndian },
        );
        const { x } = readMatlab(file);
        if (x.kind !== 'numeric') throw new Error('not numeric');
        expect(x.shape).toEqual(shape);
        expect(x.data.length).toBe(size);
        x.data.forEach((stored, at) => {
          let rest = at;
          let [position, stride] = [0, size];
          for (let axis = shape.length - 1; axis >= 0; axis--) {
            stride /= shape[axis];
            position += (rest % shape[axis]) * stride;
            rest = Math.floor(rest / shape[axis]);
          }
          expect(stored).toBe(position);
        });
      }),
    );
  });

  it('reads text in any encoding, and a matrix of text by rows', () => {
    const text = 'größe ✓ 🧠';
    const bytes = new TextEncoder().encode(text);
    const read = readMatlab(
      writeMatlab({
        utf8: { kind: 'char', shape: [1, text.length], text, stored: 16 },
        utf16: { kind: 'char', shape: [1, text.length], text, stored: 17 },
        utf32: { kind: 'char', shape: [1, text.length], text, stored: 18 },
        units: { kind: 'char', shape: [1, text.length], text, stored: 4 },
        rows: { kind: 'char', shape: [2, 3], text: 'axbycz' },
        none: { kind: 'char', shape: [0, 0], text: '' },
        long: { kind: 'char', shape: [1, 20_000], text: 'ab'.repeat(10_000), stored: 2 },
      }),
    );
    expect(bytes.length).not.toBe(text.length);
    for (const name of ['utf8', 'utf16', 'utf32', 'units']) expect(read[name]).toMatchObject({ rows: [text] });
    expect(read.rows).toEqual({ kind: 'char', rows: ['abc', 'xyz'], shape: [2, 3] });
    expect(read.none).toEqual({ kind: 'char', rows: [], shape: [0, 0] });
    expect(read.long).toMatchObject({ rows: ['ab'.repeat(10_000)] });
  });
});
