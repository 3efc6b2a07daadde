import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../../test/survives.js';
import { writeNpy } from '../../../test/write-npy.js';
import { array, compose, global, npyObject, type Piece, text, type, uint32 } from '../../../test/write-pickle.js';
import { readNpyObject } from './read-npy-object.js';

const bytesOf = (array: Float64Array | Int16Array) => new Uint8Array(array.buffer.slice(0));
const rates = bytesOf(Float64Array.of(1, 2, 3, 4, 5, 6));
const big = Uint8Array.of(0, 1, 1, 0); // 1 and 256, big-endian

const everything = (protocol: number, module: string): Uint8Array => {
  const t = (value: string) => text(value, protocol);
  const entries: Piece = [
    [t('rate'), array([2, 3], 'f8', rates, { protocol, module })],
    [t('fortran'), array([2, 3], 'f8', rates, { protocol, module, fortran: true })],
    [t('big'), array([2], 'i2', big, { protocol, module, order: '>' })],
    [t('list'), ']q', 9, '(', t('a'), 'K', 7, 'M', 1, 1, 'J', uint32(2 ** 32 - 5), 'N', 0x88, 'e'],
    [t('tuple'), t('x'), 'h', 9, 0x86],
    [t('inner'), '}', 'K', 3, 'G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 's'],
    [t('long'), 0x8a, 6, 0, 0, 0, 0, 0, 1],
    [
      t('number'),
      global(module, 'scalar', protocol),
      type('f8', '<', protocol),
      'T',
      uint32(8),
      rates.slice(8, 16),
      0x86,
      'R',
    ],
  ];
  return npyObject(['}(', entries, 'u'], protocol);
};

describe('readNpyObject', () => {
  it.each([
    [2, 'numpy.core.multiarray'],
    [3, 'numpy.core.multiarray'],
    [4, 'numpy._core.multiarray'],
    [5, 'numpy._core.multiarray'],
  ])('reads a dictionary of arrays, protocol %i of %s', (protocol, module) => {
    const list = ['a', 7, 257, -5, null, true];
    expect(readNpyObject(everything(protocol, module))).toEqual(
      new Map<string, unknown>([
        ['rate', { data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] }],
        ['fortran', { data: Float64Array.of(1, 3, 5, 2, 4, 6), shape: [2, 3] }],
        ['big', { data: Int16Array.of(1, 256), shape: [2] }],
        ['list', list],
        ['tuple', ['x', list]],
        ['inner', new Map([[3, 1.5]])],
        ['long', 2 ** 40],
        ['number', 2],
      ]),
    );
  });

  it('reads the arrays of protocol 5, whose content is a buffer', () => {
    const content = [0x96, uint32(48), uint32(0), rates];
    const shape = ['K', 2, 'K', 3, 0x86];
    const call = [global('numpy._core.numeric', '_frombuffer'), '(', content, type('f8', '<'), shape, text('F'), 'tR'];
    expect(readNpyObject(npyObject(call, 5))).toEqual({ data: Float64Array.of(1, 3, 5, 2, 4, 6), shape: [2, 3] });
  });

  it('reads an array of objects', () => {
    const pickle = compose(0x80, 4, array([2], 'O8', [']', '(', 'K', 1, text('b'), 'e'], { order: '|' }), '.');
    const file = compose(writeNpy('|O', [2], []), pickle);
    expect(readNpyObject(file)).toEqual({ elements: [1, 'b'], shape: [2] });
  });

  const deep = (levels: number): Piece => [']'.repeat(levels), 'a'.repeat(levels - 1)];
  it.each([
    [
      'a function to run',
      npyObject([global('posix', 'system'), text('ls'), 0x85, 'R']),
      /refers to posix\.system in its pickle, which is not read/,
    ],
    ['one under an old name', npyObject(['cos\nsystem\n']), /refers to os\.system/],
    ['a class of Object', npyObject([global('constructor', 'prototype')]), /refers to constructor\.prototype/],
    ['an instruction data do not need', npyObject(['P', 'id\n']), /has the instruction 0x50/],
    ['another protocol', npyObject(['N'], 1), /is a pickle of protocol 1; expected 2 to 5/],
    ['a list within itself', npyObject([']', 0x94, 'h', 0, 'a']), /has a value within itself/],
    ['lists nested without end', npyObject(deep(200)), /nested more than 100 deep/],
    ['bytes it lacks', npyObject([0x8e, uint32(0), uint32(1)]), /declares 4294967296 bytes in its pickle/],
    ['an array its bytes do not fill', npyObject(array([2 ** 31 - 1, 2 ** 31 - 1], 'f8', rates)), /48 bytes|axes/],
    ['values that are not there', npyObject('0'.repeat(6)), /takes a value where there is none/],
    ['a value recalled too early', npyObject(['h', 77]), /refers to the value 77 before it is there/],
    ['a function as a value', npyObject(global('numpy', 'ndarray')), /something that is no data/],
    ['an array of numbers', writeNpy('<f8', [1], [1]), /holds no Python objects; read it with readNpy/],
    ['a type that is not read', npyObject(array([1], 'c16', new Uint8Array(16))), /of the type 'c16'/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readNpyObject(bytes, 'x.npy')).toThrow(FileFormatError);
    expect(() => readNpyObject(bytes, 'x.npy')).toThrow(message);
  });

  it('makes a value many lists share once', () => {
    // each list names the one before twice: 2^60 values if each were made anew
    const doubling = Array.from({ length: 60 }, (_, i): Piece => ['0](h', i, 'h', i, 'e', 'q', i + 1]);
    expect(readNpyObject(npyObject([']q', 0, doubling]))).toBeInstanceOf(Array);
  });

  it('ends in a value or a FileFormatError for every truncation and for random damage', () => {
    const read = (bytes: Uint8Array) => readNpyObject(bytes, 'damaged.file');
    for (const protocol of [2, 4]) {
      const file = everything(protocol, 'numpy.core.multiarray');
      expect(readTruncations(read, file)).toBeGreaterThanOrEqual(500);
      expect(readDamaged(read, file)).toBeGreaterThan(250);
    }
  });
});
