import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { scalar, writeMatlab } from '../../test/write-matlab.js';
import { readMatlab } from './read-matlab.js';

describe('what other programs write', () => {
  it('text that was left out is blank', () => {
    const read = readMatlab(writeMatlab({ text: { kind: 'char', shape: [1, 3], text: '' } }));
    expect(read.text).toEqual({ kind: 'char', rows: ['   '], shape: [1, 3] });
  });

  it('text of any length may not be left out', () => {
    const bytes = writeMatlab({ text: { kind: 'char', shape: [1e9, 1], text: '' } });
    expect(() => readMatlab(bytes)).toThrow(FileFormatError);
    expect(() => readMatlab(bytes)).toThrow(/has 0 characters/);
  });

  it('fields of one name are all kept', () => {
    const bytes = writeMatlab({
      pair: { kind: 'struct', shape: [1, 1], elements: [{ same: scalar(1), samo: scalar(2) }] },
    });
    const at = Buffer.from(bytes).indexOf('samo');
    bytes.set(new TextEncoder().encode('same'), at);
    const { pair } = readMatlab(bytes);
    expect(pair.kind === 'struct' && pair.fields).toEqual(['same', '_1_same']);
    expect(pair.kind === 'struct' && pair.elements[0]).toMatchObject({
      same: { data: Float64Array.of(1) },
      _1_same: { data: Float64Array.of(2) },
    });
  });
});
