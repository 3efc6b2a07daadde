import { FileFormatError } from '@lrsim/core';
import { describeDataset } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { everyCondition, writeManteUnit } from '../../test/mante-file.js';
import { numeric, scalar, writeMatlab } from '../../test/write-matlab.js';
import { mante2013 } from './mante2013.js';

/** Condition c has c + 1 spikes a sample in bin 0, c in the others. */
const graded = writeManteUnit(everyCondition((condition, sample) => condition + (sample < 15 ? 1 : 0)));
const twoUnits = () =>
  new Map([
    ['ar02_1_a3_Vstim_100_850_ms.mat', graded],
    ['ar02_1_a10_Vstim_100_850_ms.mat', writeManteUnit(everyCondition(() => 1))],
  ]);

describe('mante2013', () => {
  const made = twoUnits();
  describeDataset(
    { describe, it },
    'mante2013 on made-up files',
    () => mante2013(made).recording,
    () => made.values(),
  );

  it('averages counts into rates (Hz) in bins of 15 ms, leaving out the last sample of 751', () => {
    const { recording, dropped } = mante2013(new Map([['u.mat', graded]]), { order: 'context' });
    expect(recording.rates.shape).toEqual([72, 50, 1]);
    expect(dropped).toEqual([]);
    recording.rates.data.forEach((rate, i) => {
      const condition = Math.floor(i / 50);
      expect(rate).toBeCloseTo(1000 * (condition + (i % 50 === 0 ? 1 : 0)), 9); // spikes a ms, to rounding
    });
    expect(Array.from(recording.timeMs.slice(0, 2))).toEqual([107, 122]);
    expect(recording.timeMs[49]).toBe(842);
    expect(recording.event).toBe('stimulus onset');
  });

  it('takes bins of another width, and as many as fit', () => {
    const { rates, timeMs } = mante2013(new Map([['u.mat', graded]]), { binMs: 50, order: 'context' }).recording;
    expect(rates.shape).toEqual([72, 15, 1]);
    expect(rates.data[0]).toBeCloseTo(1000 * (15 / 50), 9);
    expect(timeMs[0]).toBe(124.5);
  });

  it('sums counts that would overflow a byte', () => {
    const { recording } = mante2013(new Map([['u.mat', writeManteUnit(everyCondition(() => 255, { count: 2 }))]]));
    expect(recording.rates.data.every((rate) => Math.abs(rate - 255_000) < 1e-6)).toBe(true);
    expect(recording.trialCounts?.data.every((count) => count === 2)).toBe(true);
  });

  it('averages correct trials only', () => {
    const wrong = everyCondition(() => 9, { correct: false, count: 3 });
    const file = writeManteUnit([...everyCondition((_, __, trial) => trial + 1, { count: 2 }), ...wrong]);
    const { recording } = mante2013(new Map([['u.mat', file]]));
    expect(recording.rates.data.every((rate) => Math.abs(rate - 1500) < 1e-9)).toBe(true);
  });

  it('pools coherences by rank, within each unit and modality', () => {
    const levels = { motion: [-0.9, -0.8, -0.7, 0.1, 0.2, 0.3], colour: [-0.03, -0.02, -0.01, 0.5, 0.6, 0.7] };
    const trials = everyCondition((condition) => condition);
    const files = new Map([
      ['a.mat', writeManteUnit(trials)],
      ['b.mat', writeManteUnit([...trials].reverse(), { levels })],
    ]);
    const { data } = mante2013(files).recording.rates;
    for (let i = 0; i < data.length; i += 2) expect(data[i]).toBe(data[i + 1]);
  });

  it('orders units by file name, and leaves out other files', () => {
    const files = new Map([
      ...twoUnits(),
      ['.DS_Store', new Uint8Array(9)],
      ['._ar02.mat', new Uint8Array(9)],
      ['notes.txt', new Uint8Array()],
    ]);
    expect(mante2013(files).recording.units).toEqual(['ar02_1_a10', 'ar02_1_a3']);
  });

  it('puts the same averages in either order of conditions', () => {
    const [choice, context] = (['choice', 'context'] as const).map(
      (order) => mante2013(twoUnits(), { order }).recording,
    );
    expect(choice.conditions).not.toEqual(context.conditions);
    choice.conditions.forEach((label, c) => {
      const other = context.conditions.indexOf(label);
      expect(choice.rates.data.slice(c * 100, c * 100 + 100)).toEqual(
        context.rates.data.slice(other * 100, other * 100 + 100),
      );
    });
  });

  it('leaves out and reports units without enough trials in a condition', () => {
    const lacking = everyCondition(() => 1, { count: 2 }).slice(1);
    const files = new Map([...twoUnits(), ['ar03.mat', writeManteUnit(lacking)]]);
    expect(mante2013(files).dropped).toEqual([]);
    const only = new Map([
      ['ar03.mat', writeManteUnit(lacking)],
      ['ar04.mat', writeManteUnit(everyCondition(() => 1, { count: 2 }))],
    ]);
    const { recording, dropped } = mante2013(only, { minTrials: 2 });
    expect(recording.units).toEqual(['ar04']);
    expect(dropped).toEqual([
      { unit: 'ar03', reason: 'fewer than 2 correct trials in attend motion, motion rank 0, colour rank 0' },
    ]);
    expect(recording.provenance.source).toContain('(1 unit; 1 left out for missing conditions: ar03');
  });

  it('leaves out and reports units shown another number of coherences', () => {
    const levels = { motion: [-0.5, -0.5, -0.1, 0.1, 0.5, 0.5], colour: [-0.5, -0.2, -0.1, 0.1, 0.2, 0.5] };
    const files = new Map([
      ...twoUnits(),
      [
        'x.mat',
        writeManteUnit(
          everyCondition(() => 1),
          { levels },
        ),
      ],
    ]);
    expect(mante2013(files).dropped).toEqual([
      { unit: 'x', reason: '4 motion and 6 colour coherences, not 6 of each' },
    ]);
  });

  const unit = (change: Parameters<typeof writeManteUnit>[1]) =>
    writeManteUnit(
      everyCondition(() => 1),
      change,
    );
  const column = (value: number, length = 72) => numeric('double', [length, 1], new Array(length).fill(value));
  it.each([
    ['no file', new Map(), 'mante2013: there is no .mat file'],
    [
      'a file of something else',
      new Map([['x.mat', writeMatlab({ spikes: scalar(1) })]]),
      "mante2013: x.mat has no struct 'unit'",
    ],
    ['a truncated file', new Map([['x.mat', graded.subarray(0, 900)]]), /^readMatlab: x\.mat declares \d+ bytes/],
    [
      'a missing variable',
      new Map([['x.mat', unit({ variables: { correct: { kind: 'empty' } } })]]),
      'mante2013: x.mat has 0 values of unit.task_variable.correct',
    ],
    [
      'text for a variable',
      new Map([['x.mat', unit({ variables: { correct: { kind: 'char', shape: [1, 1], text: 'y' } } })]]),
      'x.mat has a char at unit.task_variable.correct; expected numbers',
    ],
    [
      'another number of trials',
      new Map([['x.mat', unit({ variables: { context: column(1, 5) } })]]),
      'has 5 values of unit.task_variable.context; expected one for each of the 72 trials',
    ],
    [
      'an unknown context',
      new Map([['x.mat', unit({ variables: { context: column(2) } })]]),
      'has unit.task_variable.context = 2 in trial 1; expected 1 or -1',
    ],
    [
      'a missing coherence',
      new Map([['x.mat', unit({ variables: { stim_dir: column(Number.NaN) } })]]),
      'has unit.task_variable.stim_dir = NaN in trial 1; expected a number',
    ],
    [
      'other times than the rest',
      new Map([...twoUnits(), ['x.mat', unit({ startSeconds: 0.2 })]]),
      'mante2013: x.mat has other times than ar02_1_a10',
    ],
    [
      'no unit with every condition',
      new Map([['x.mat', writeManteUnit(everyCondition(() => 1, { correct: false }))]]),
      'none of 1 unit files has a correct trial in every condition; first, x: no correct trial in attend colour, motion rank 0',
    ],
  ] as [string, Map<string, Uint8Array>, string | RegExp][])('refuses %s', (_, files, message) => {
    expect(() => mante2013(files)).toThrow(FileFormatError);
    expect(() => mante2013(files)).toThrow(message);
  });

  it('refuses bins that are not whole milliseconds', () => {
    expect(() => mante2013(twoUnits(), { binMs: 2.5 })).toThrow(
      'mante2013: binMs is 2.5; expected an integer of at least 1',
    );
    expect(() => mante2013(twoUnits(), { binMs: 800 })).toThrow('751 samples of 1 ms; expected at least binMs (800)');
  });
});
