import { FileFormatError } from '@lrsim/core';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { everything } from '../../test/matlab-everything.js';
import { readDamaged, readTruncations } from '../../test/survives.js';
import { concatenate, element, numeric, scalar, type Written, writeMatlab } from '../../test/write-matlab.js';
import { readMatlab } from './read-matlab.js';

describe('readMatlab on files that are damaged or of another kind', () => {
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
    ['zeros', new Uint8Array(200), /has a damaged header of a variable at byte 0/],
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
      expect(() => readMatlab(bytes)).toThrow(message);
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
