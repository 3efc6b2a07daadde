import { FileFormatError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { writeNpy } from '../test/write-npy.js';
import { array, npyObject, text } from '../test/write-pickle.js';
import { hatsopoulosPrepared } from './hatsopoulos-prepared.js';

const floats = (count: number, value: (i: number) => number) =>
  new Uint8Array(Float64Array.from({ length: count }, (_, i) => value(i)).buffer);
/** The dictionary as the authors' file has it, of two units. */
const dictionary = (names: readonly string[]) =>
  npyObject([
    '}(',
    ...names.map((name) =>
      name === 'firing_rate'
        ? [
            text(name),
            array(
              [2, 121, 8],
              'f8',
              floats(2 * 121 * 8, (i) => i),
            ),
          ]
        : [
            text(name),
            array(
              [8, 121],
              'f8',
              floats(8 * 121, (i) => i / 968),
            ),
          ],
    ),
    'u',
  ]);
const names = [
  'firing_rate',
  'shoulderangle',
  'elbowangle',
  'xhandposition',
  'yhandposition',
  'xhandspeed',
  'yhandspeed',
];

describe('hatsopoulosPrepared', () => {
  it('makes the recording of a pickled dictionary', () => {
    const { rates, behaviour, timeMs, units } = hatsopoulosPrepared(dictionary(names));
    expect([rates.shape, timeMs.length, units.length]).toEqual([[8, 121, 2], 121, 2]);
    // Unit 1, time 0, condition 3 of [unit, time, condition].
    expect(rates.data[3 * 121 * 2 + 1]).toBe(121 * 8 + 3);
    expect(behaviour.handX.shape).toEqual([8, 121]);
  });

  it('names what a dictionary lacks', () => {
    expect(() => hatsopoulosPrepared(dictionary(names.slice(0, 6)))).toThrow('lacks yhandspeed; it has firing_rate');
  });

  it('refuses what is no pickled dictionary', () => {
    expect(() => hatsopoulosPrepared(writeNpy('<f8', [2], [1, 2]), 'rates.npy')).toThrow(FileFormatError);
    expect(() => hatsopoulosPrepared(writeNpy('<f8', [2], [1, 2]), 'rates.npy')).toThrow('holds no Python objects');
  });
});
