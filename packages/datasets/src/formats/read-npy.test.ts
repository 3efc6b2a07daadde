import { FileFormatError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../test/survives.js';
import { writeNpy } from '../../test/write-npy.js';
import { readNpy } from './read-npy.js';

const values = [0, 1, 2, 3, 4, 5];

describe('readNpy', () => {
  const types: [string, unknown][] = [
    ['<f8', Float64Array],
    ['>f8', Float64Array],
    ['<f4', Float32Array],
    ['>f4', Float32Array],
    ['|i1', Int8Array],
    ['<i2', Int16Array],
    ['>i2', Int16Array],
    ['<i4', Int32Array],
    ['>i4', Int32Array],
    ['<i8', Float64Array],
    ['>i8', Float64Array],
    ['|u1', Uint8Array],
    ['<u2', Uint16Array],
    ['>u2', Uint16Array],
    ['<u4', Uint32Array],
    ['>u4', Uint32Array],
    ['<u8', Float64Array],
    ['>u8', Float64Array],
    ['|b1', Uint8Array],
  ];
  it.each(types)('reads %s', (descr, array) => {
    const read = readNpy(writeNpy(descr, [2, 3], values));
    expect(read.data).toBeInstanceOf(array);
    expect(Array.from(read.data)).toEqual(values);
    expect(read.shape).toEqual([2, 3]);
  });

  it.each(['<i2', '>i4', '<i8', '|i1', '<f4'])('reads negative %s', (descr) => {
    expect(Array.from(readNpy(writeNpy(descr, [2], [-1, -100])).data)).toEqual([-1, -100]);
  });

  it.each([1, 2, 3])('reads version %i', (version) => {
    expect(Array.from(readNpy(writeNpy('<f8', [6], values, { version })).data)).toEqual(values);
  });

  it('reads a header that Python 2 wrote on Windows', () => {
    const bytes = writeNpy('<f8', [23], new Array(23).fill(1));
    const at = Buffer.from(bytes).indexOf('(23,), ');
    bytes.set(new TextEncoder().encode('(23L,),'), at);
    expect(readNpy(bytes)).toEqual({ data: new Float64Array(23).fill(1), shape: [23] });
    bytes.set(new TextEncoder().encode('(L23,),'), at);
    expect(() => readNpy(bytes)).toThrow(FileFormatError);
  });

  it('reads scalars and empty arrays', () => {
    expect(readNpy(writeNpy('<f8', [], [7]))).toEqual({ data: Float64Array.of(7), shape: [] });
    expect(readNpy(writeNpy('<f8', [0, 3], []))).toEqual({ data: new Float64Array(), shape: [0, 3] });
  });

  it('turns Fortran order into C order, at any rank', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (shape) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const rowMajor = Array.from({ length: size }, (_, i) => i);
        // the column-major position of a multi-index, from its definition
        const stored: number[] = [];
        rowMajor.forEach((value) => {
          let [rest, position, stride] = [value, 0, 1];
          const index = shape.map((_, axis) => {
            const after = shape.slice(axis + 1).reduce((product, length) => product * length, 1);
            const at = Math.floor(rest / after);
            rest %= after;
            return at;
          });
          index.forEach((at, axis) => {
            position += at * stride;
            stride *= shape[axis];
          });
          stored[position] = value;
        });
        const read = readNpy(writeNpy('>f4', shape, stored, { fortranOrder: true }));
        expect(Array.from(read.data)).toEqual(rowMajor);
        expect(read.shape).toEqual(shape);
      }),
    );
  });

  it('reads from the middle of a larger buffer, and leaves it as it is', () => {
    const file = writeNpy('<f8', [2, 3], values);
    const larger = new Uint8Array(file.length + 16).fill(9);
    larger.set(file, 3);
    const { data } = readNpy(larger.subarray(3, 3 + file.length));
    data.fill(-1);
    expect(Array.from(readNpy(larger.subarray(3, 3 + file.length)).data)).toEqual(values);
  });

  it('keeps 64-bit integers exact, or says that it cannot', () => {
    const largest = BigInt(Number.MAX_SAFE_INTEGER);
    expect(readNpy(writeNpy('<i8', [2], [largest, -largest])).data).toEqual(
      Float64Array.of(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
    );
    expect(() => readNpy(writeNpy('<u8', [1], [largest + 2n]), 'ids.npy')).toThrow(
      /^readNpy: ids\.npy holds the uint64 9007199254740992 at position 0; expected integers below 2\^53$/,
    );
  });

  it.each([
    ['a pickle', writeNpy('|O', [1], [0]), /holds Python objects \(a pickle\).*readNpyObject/],
    ['text', writeNpy('<U5', [1], [0]), /values of type '<U5'; expected one of f8, f4/],
    ['complex numbers', writeNpy('<c16', [1], [0]), /values of type '<c16'/],
    ['another file', new TextEncoder().encode('time,rate\n0,1\n'), /is not a \.npy file/],
    ['an empty file', new Uint8Array(), /is not a \.npy file/],
    [
      'a truncated file',
      writeNpy('<f8', [2, 3], values).subarray(0, 130),
      /shape \[2, 3\], <f8\) but holds 2 bytes of data; it is truncated/,
    ],
    [
      'a truncated header',
      writeNpy('<f8', [2, 3], values).subarray(0, 60),
      /declares a header of 118 bytes but ends after 50/,
    ],
    [
      'more than it declares',
      writeNpy('<f8', [2], values),
      /declares 2 values of 8 bytes .* but holds 48 bytes of data$/,
    ],
    ['an impossible shape', writeNpy('<f8', [2 ** 40, 2 ** 40], values), /declares 2 axes and 1\.2\d*e\+24 values/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readNpy(bytes, 'rates.npy')).toThrow(FileFormatError);
    expect(() => readNpy(bytes, 'rates.npy')).toThrow(message);
    expect(() => readNpy(bytes, 'rates.npy')).toThrow(/^readNpy: rates\.npy /);
  });

  it('refuses a header of gigabytes before reading it', () => {
    const bytes = writeNpy('<f8', [6], values, { version: 2 });
    new DataView(bytes.buffer).setUint32(8, 0xfffffff0, true);
    expect(() => readNpy(bytes)).toThrow('declares a header of 4294967280 bytes');
  });

  it('refuses records', () => {
    const text = new TextDecoder('latin1').decode(writeNpy('<f8', [1], [0])).replace("'<f8',  ", "[('a', 1)]");
    const bytes = Uint8Array.from(text.replace("'<f8'", '[(12)]'), (c) => c.charCodeAt(0));
    expect(() => readNpy(bytes)).toThrow('structured type');
  });

  it('ends in a value or a FileFormatError for every truncation and for random damage', () => {
    const file = writeNpy(
      '<i8',
      [3, 4, 5],
      Array.from({ length: 60 }, (_, i) => i),
      { fortranOrder: true },
    );
    const read = (bytes: Uint8Array) => readNpy(bytes, 'damaged.file');
    expect(readTruncations(read, file, file.length)).toBe(file.length); // no beginning of it is a whole file
    expect(readDamaged(read, file)).toBeGreaterThan(50);
  });
});
