import { FileFormatError } from '@lrsim/core';
import fc from 'fast-check';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../test/survives.js';
import {
  concatenate,
  element,
  numeric,
  scalar,
  type WriteOptions,
  type Written,
  writeMatlab,
} from '../../test/write-matlab.js';
import { readMatlab } from './read-matlab.js';

const ways: [string, WriteOptions][] = [
  ['little-endian', {}],
  ['big-endian', { littleEndian: false }],
  ['compressed', { compressed: true }],
  ['big-endian, compressed', { littleEndian: false, compressed: true }],
  ['without small elements', { small: false }],
];

/** Everything a file can hold, once. */
const everything: Record<string, Written> = {
  cube: numeric(
    'double',
    [2, 3, 4],
    Array.from({ length: 24 }, (_, i) => i),
  ),
  counts: numeric('double', [3, 2], [1, 2, 3, 4, 5, 6], { stored: 2 }),
  flags: numeric('uint8', [1, 3], [1, 0, 1], { stored: 2, logical: true }),
  z: numeric('double', [1, 2], [1, 2], { imaginary: [3, -4] }),
  text: { kind: 'char', shape: [1, 5], text: 'hello' },
  nested: {
    kind: 'struct',
    shape: [1, 1],
    elements: [{ cell: { kind: 'cell', shape: [1, 2], elements: [scalar(1), { kind: 'empty' }] }, x: scalar(2) }],
  },
  pairs: {
    kind: 'struct',
    shape: [2, 2],
    elements: [1, 2, 3, 4].map((value) => ({
      value: scalar(value),
      name: { kind: 'char', shape: [1, 1], text: `${value}` },
    })),
  },
  sparse: { kind: 'sparse', shape: [3, 2], rowIndex: [0, 2, 1], columnStart: [0, 2, 3], values: [5, 6, 7] },
  f: { kind: 'function' },
};

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

  const one = writeMatlab({ x: scalar(1) });
  const compressed = writeMatlab({ x: numeric('double', [10, 10], new Array(100).fill(3)) }, { compressed: true });
  const changed = (bytes: Uint8Array, at: number, ...to: number[]) => {
    const copy = Uint8Array.from(bytes);
    copy.set(to, at);
    return copy;
  };
  const asText = (text: string) => new TextEncoder().encode(text);
  it.each([
    [
      'v7.3',
      concatenate([changed(one, 0, ...asText('MATLAB 7.3 MAT-file')), new Uint8Array(512)]),
      /is a MATLAB v7\.3 file \(HDF5\).*'-v7'/,
    ],
    ['bare HDF5', concatenate([Uint8Array.of(0x89), asText('HDF\r\n\x1a\n'), new Uint8Array(200)]), /v7\.3 file/],
    ['v4', new Uint8Array(200), /is a MATLAB v4 file or damaged/],
    ['text', asText('x = 1;\n'.repeat(30)), /is not a MATLAB file: its header has no byte-order mark/],
    ['nothing', new Uint8Array(), /is not a MATLAB file/],
    ['half a header', one.subarray(0, 100), /ends in its header, after 100 of 128 bytes; it is truncated/],
    [
      'a tag without its data',
      one.subarray(0, 150),
      /declares \d+ bytes for a variable but only \d+ follow; it is truncated/,
    ],
    ['half a tag', one.subarray(0, 132), /ends where a variable should come; it is truncated/],
    ['another version', changed(one, 124, 0, 3), /has the MATLAB file version 3; expected 1/],
    ['an unknown class', changed(one, 144, 99), /has an array of the unknown class 99/],
    ['something that is no variable', changed(one, 128, 9), /has an element of type 9 where a variable should be/],
    [
      'values that do not fill the shape',
      writeMatlab({ x: numeric('double', [2, 2], [1, 2, 3]) }),
      /has 24 bytes for the values of x; expected 4 values of 8 bytes/,
    ],
    [
      'negative dimensions',
      writeMatlab({ x: numeric('double', [-2, 2], [1]) }),
      /has an array with the dimensions \[-2, 2\]/,
    ],
    ['one dimension', writeMatlab({ x: numeric('double', [2], [1, 2]) }), /has an array with the dimensions \[2\]/],
    [
      'text of another length',
      writeMatlab({ x: { kind: 'char', shape: [1, 3], text: 'ab' } }),
      /has 2 characters for the text of x; expected 3/,
    ],
    [
      'a wrong checksum',
      changed(compressed, compressed.length - 1, compressed[compressed.length - 1] ^ 1),
      /whose checksum is wrong; it is damaged/,
    ],
    ['a stream that is none', changed(compressed, 136, 0), /that is no zlib stream/],
    [
      'sparse indices outside',
      writeMatlab({ s: { kind: 'sparse', shape: [2, 2], rowIndex: [7], columnStart: [0, 1, 1], values: [1] } }),
      /has indices outside the shape \[2, 2\] in the sparse matrix s/,
    ],
    [
      'a 64-bit integer beyond 2^53',
      writeMatlab({ x: numeric('int64', [1, 1], [2 ** 60], { stored: 12 }) }),
      /holds the int64 115292150460684\d+ at position 0; expected integers below 2\^53/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readMatlab(bytes, 'unit.mat')).toThrow(FileFormatError);
    expect(() => readMatlab(bytes, 'unit.mat')).toThrow(message);
    expect(() => readMatlab(bytes, 'unit.mat')).toThrow(/^readMatlab: unit\.mat /);
  });

  describe('takes no more memory or time than a file can hold', () => {
    const huge = 2 ** 31 - 1;
    const context = { littleEndian: true, small: true };
    const deep = Array.from({ length: 500 }).reduce<Written>(
      (inner) => ({ kind: 'cell', shape: [1, 1], elements: [inner] }),
      scalar(1),
    );
    /** A file of one compressed variable that declares `size` bytes and holds `held` zeros. */
    const compressedVariable = (size: number, held: number) => {
      const matrix = new Uint8Array(8 + held);
      new DataView(matrix.buffer).setUint32(0, 14, true);
      new DataView(matrix.buffer).setUint32(4, size, true);
      return concatenate([writeMatlab({}), element(context, 15, zlibSync(matrix), false)]);
    };
    it.each([
      [
        'cells it declares but lacks',
        writeMatlab({ x: { kind: 'cell', shape: [huge, huge], elements: [] } }),
        /dimensions|elements/,
      ],
      [
        'many cells it lacks',
        writeMatlab({ x: { kind: 'cell', shape: [1, huge], elements: [] } }),
        /declares 2147483647 elements for the cell array x but only 0 bytes follow/,
      ],
      [
        'structs without fields',
        writeMatlab({ x: { kind: 'struct', shape: [1, huge], elements: [] } }),
        /declares 2147483647 elements for the struct x/,
      ],
      ['text it lacks', writeMatlab({ x: { kind: 'char', shape: [1, huge], text: '' } }), /has 0 characters/],
      ['numbers it lacks', writeMatlab({ x: numeric('double', [huge, 2], []) }), /has 0 bytes for the values of x/],
      ['a thousand axes', writeMatlab({ x: numeric('double', new Array(1000).fill(1), [1]) }), /dimensions/],
      [
        'gigabytes in few compressed bytes',
        compressedVariable(0xfffffff0, 100),
        /declares 4294967288 bytes compressed into \d+, which is not possible/,
      ],
      ['a stream that ends early', compressedVariable(5000, 100), /holds 108 bytes where it declares 5008/],
      ['a stream that does not end', compressedVariable(8, 50_000_000), /holds more than the 16 bytes it declares/],
      [
        'an empty stream',
        concatenate([one, element(context, 15, Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1), false)]),
        /compressed part that is empty/,
      ],
    ])('%s', (_, bytes, message) => {
      const start = performance.now();
      expect(() => readMatlab(bytes)).toThrow(message);
      expect(performance.now() - start).toBeLessThan(5000); // milliseconds in fact, a hang would be minutes
    });

    it('cells in cells in cells', () => {
      expect(() => readMatlab(writeMatlab({ deep }))).toThrow('has values nested more than 100 deep; it is damaged');
    });
  });

  it('ends in a value or a FileFormatError for every truncation and for random damage', () => {
    const read = (bytes: Uint8Array) => readMatlab(bytes, 'damaged.file');
    for (const options of [{}, { littleEndian: false }, { compressed: true }]) {
      const file = writeMatlab(everything, options);
      expect(() => read(file)).not.toThrow();
      expect(readTruncations(read, file)).toBeGreaterThan(Math.min(file.length, 500) * 0.9); // whole variables are left over
      expect(readDamaged(read, file)).toBeGreaterThan(150);
    }
  });
});
