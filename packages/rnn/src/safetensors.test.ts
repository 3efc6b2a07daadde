import { ArgumentError, FileFormatError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, type SafetensorsContent, writeSafetensors } from './safetensors.js';

const content: SafetensorsContent = {
  tensors: {
    weights: { data: Float32Array.of(1.5, -2, 3, 0.1, 5, 6), shape: [2, 3] },
    bias: { data: Float64Array.of(Math.PI, Number.NaN), shape: [2] },
    scalar: { data: Float32Array.of(7), shape: [] },
    nothing: { data: new Float64Array(0), shape: [0, 4] },
  },
  metadata: { format: 'test', note: 'größer' },
};

/** A file with that header and `bytes` zero bytes of data. */
function fileWith(header: unknown, bytes = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

describe('safetensors', () => {
  it('come back as they were written, to the bit, in order, with shapes, precisions and texts', () => {
    const read = readSafetensors(writeSafetensors(content));
    expect(read).toEqual(content);
    expect(Object.keys(read.tensors)).toEqual(Object.keys(content.tensors));
  });

  it('come back for any shapes and values', () => {
    const values = fc.oneof(fc.float32Array({ maxLength: 12 }), fc.float64Array({ maxLength: 12 }));
    // '__proto__' included: a name is only a name
    const names = fc.oneof(fc.string({ minLength: 1 }), fc.constant('__proto__'));
    const named = fc.array(fc.tuple(names, values)).map((all) => all.filter(([name]) => name !== '__metadata__'));
    fc.assert(
      fc.property(named, (all) => {
        const tensors = Object.fromEntries(all.map(([name, data]) => [name, { data, shape: [data.length] }]));
        const metadata = {};
        expect(readSafetensors(writeSafetensors({ tensors, metadata }))).toEqual({ tensors, metadata });
      }),
      { numRuns: 50 },
    );
  });

  it('have the documented layout: length of the header, JSON, then the data, aligned to 8 bytes', () => {
    const bytes = writeSafetensors({ tensors: { a: { data: Float32Array.of(1), shape: [1, 1] } }, metadata: {} });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(JSON.parse(header)).toEqual({
      __metadata__: {},
      a: { dtype: 'F32', shape: [1, 1], data_offsets: [0, 4] },
    });
    expect(header.trimEnd()).toBe(JSON.stringify(JSON.parse(header)));
    expect(length % 8).toBe(0);
    expect(view.getFloat32(8 + length, true)).toBe(1);
    expect(bytes.length).toBe(8 + length + 4);
  });

  it('are the same bytes for the same content', () => {
    expect(writeSafetensors(content)).toEqual(writeSafetensors(content));
  });

  it('are read wherever they lie in a larger buffer, and share no memory with it', () => {
    const bytes = writeSafetensors(content);
    const larger = Buffer.alloc(bytes.length + 13, 1); // Node's Buffer, whose slice does not copy
    larger.set(bytes, 13);
    const read = readSafetensors(larger.subarray(13));
    expect(read).toEqual(content);
    larger.fill(0);
    expect(read).toEqual(content);
    expect(read.tensors.weights.data.buffer.byteLength).toBe(24);
  });

  it('that are cut off anywhere raise a FileFormatError', () => {
    const bytes = writeSafetensors(content);
    for (let length = 0; length < bytes.length; length++)
      expect(() => readSafetensors(bytes.subarray(0, length), 'cut.safetensors'), `${length} bytes`).toThrow(
        FileFormatError,
      );
    expect(() => readSafetensors(bytes.subarray(0, 20), 'cut.safetensors')).toThrow('cut.safetensors is truncated');
  });

  it('with any damaged byte in the header are read or raise a FileFormatError, nothing else', () => {
    const bytes = writeSafetensors(content);
    const headerEnd = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const damage = fc.tuple(fc.integer({ min: 0, max: headerEnd - 1 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        try {
          readSafetensors(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(FileFormatError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  const tensor = (entry: unknown) => fileWith({ a: entry }, 8);
  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'has 0 bytes'],
    ['text', new TextEncoder().encode('this is no safetensors file'), 'truncated or not safetensors'],
    ['a header that is no JSON', fileWith('{"a":'), 'damaged header'],
    ['a header that is an array', fileWith([]), 'damaged header'],
    ['a header that is no UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff), 'damaged header'],
    ['metadata of numbers', fileWith({ __metadata__: { a: 1 } }), 'damaged metadata'],
    ['no metadata object', fileWith({ __metadata__: null }), 'damaged metadata'],
    ['integers', tensor({ dtype: 'I64', shape: [1], data_offsets: [0, 8] }), 'holds a as I64; expected F32 or F64'],
    ['an entry that is null', tensor(null), 'holds a as undefined'],
    ['an entry without a shape', tensor({ dtype: 'F32', data_offsets: [0, 8] }), 'shape and place of a'],
    ['a fractional size', tensor({ dtype: 'F32', shape: [0.5, 4], data_offsets: [0, 8] }), 'shape and place of a'],
    ['negative sizes', tensor({ dtype: 'F32', shape: [-1, -2], data_offsets: [0, 8] }), 'shape and place of a'],
    ['one offset', tensor({ dtype: 'F32', shape: [2], data_offsets: [8] }), 'shape and place of a'],
    [
      'offsets that do not fit the shape',
      tensor({ dtype: 'F32', shape: [1], data_offsets: [0, 8] }),
      '8 bytes; expected 4',
    ],
    ['data beyond the end', tensor({ dtype: 'F32', shape: [2], data_offsets: [4, 12] }), 'is truncated: a ends'],
  ])('of %s raise a FileFormatError that says so', (_, bytes, message) => {
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(FileFormatError);
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(`x.safetensors `);
    expect(() => readSafetensors(bytes, 'x.safetensors')).toThrow(message);
  });

  it('are not written where a shape does not fit its values, or under the name of the metadata', () => {
    const tensors = { a: { data: new Float32Array(3), shape: [2, 2] } };
    expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow(ArgumentError);
    expect(() => writeSafetensors({ tensors, metadata: {} })).toThrow('a has 3 values');
    const taken = { __metadata__: { data: new Float32Array(1), shape: [1] } };
    expect(() => writeSafetensors({ tensors: taken, metadata: {} })).toThrow(ArgumentError);
  });
});
