import { ArgumentError, NonFiniteError, type Recording } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { checkRecording } from './check-recording.js';
import { simulatedRecording } from './simulated/simulated-recording.js';

const good = (): Recording => simulatedRecording({ units: 10, trials: 1 });
const changed = (change: (recording: Recording) => Partial<Recording>) => {
  const recording = good();
  return { ...recording, ...change(recording) };
};

describe('checkRecording', () => {
  it('accepts a good recording, with and without trial counts', () => {
    expect(() => checkRecording(good())).not.toThrow();
    expect(() => checkRecording({ ...good(), trialCounts: undefined })).not.toThrow();
  });

  it.each([Number.NaN, Infinity])('names condition, time and unit of a rate that is %d', (value) => {
    const recording = good();
    recording.rates.data[(2 * 121 + 80) * 10 + 3] = value;
    expect(() => checkRecording(recording)).toThrow(NonFiniteError);
    expect(() => checkRecording(recording)).toThrow(
      `checkRecording: rates of recording 'simulated reaches' are ${value} at condition '90 deg', time 0 ms, unit 'simulated unit 4'`,
    );
  });

  it.each([
    [
      'a negative rate',
      changed(({ rates }) => ({ rates: { ...rates, data: rates.data.map((r, i) => (i === 0 ? -1 : r)) } })),
      "rates of recording 'simulated reaches' are -1 at condition '0 deg', time -800 ms, unit 'simulated unit 1'; expected rates of 0 Hz or more",
    ],
    [
      'a missing unit label',
      changed(({ units }) => ({ units: units.slice(1) })),
      'has the shape [8, 121, 10] and 9680 values; expected [8, 121, 9] [conditions, time, units]',
    ],
    [
      'one condition',
      changed(({ rates }) => ({
        conditions: ['only'],
        trialCounts: undefined,
        behaviour: {},
        rates: { data: rates.data.slice(0, 1210), shape: [1, 121, 10] },
      })),
      'expected at least 2 conditions, 2 time bins and 1 unit',
    ],
    [
      'falling times',
      changed(({ timeMs }) => ({ timeMs: timeMs.map((time) => -time) })),
      "timeMs of recording 'simulated reaches' is 790 at index 1",
    ],
    [
      'trial counts of another shape',
      changed(() => ({ trialCounts: { data: new Float64Array(8), shape: [8] } })),
      "trialCounts of recording 'simulated reaches' has the shape [8]",
    ],
    [
      'behaviour of another shape',
      changed(() => ({ behaviour: { handX: { data: new Float64Array(8), shape: [8, 1] } } })),
      "behaviour 'handX' of recording 'simulated reaches' has the shape [8, 1]",
    ],
  ])('refuses %s', (_, recording, message) => {
    expect(() => checkRecording(recording, 'caller')).toThrow(ArgumentError);
    expect(() => checkRecording(recording, 'caller')).toThrow(message);
    expect(() => checkRecording(recording, 'caller')).toThrow(/^caller: /);
  });

  it('names condition and time of missing behaviour', () => {
    const recording = good();
    recording.behaviour.handX.data[121 + 1] = Number.NaN;
    expect(() => checkRecording(recording)).toThrow(
      "behaviour 'handX' of recording 'simulated reaches' is NaN at condition '45 deg', time -790 ms",
    );
  });
});
