import { lookUp, type TrialBatch } from '@lrsim/core';

/** Reads what a network sees in one trial: for the check that the stimuli determine the answer. */
export interface TrialReader {
  readonly dtMs: number;
  /** Steps [start, end) of a period. */
  span(period: string): readonly [start: number, end: number];
  /** The units of an input channel at a step. */
  at(channel: string, step: number): Float32Array;
  /** The units of an input channel at the first step of a period. */
  during(channel: string, period: string): Float32Array;
  /** The first unit of a channel at every step of the trial. */
  trace(channel: string): Float32Array;
}

/** A reader of trial `index` of a batch. */
export function trialReader(
  { inputs, steps, nIn, info, dtMs }: TrialBatch,
  index: number,
  channels: Readonly<Record<string, readonly [first: number, count: number]>>,
): TrialReader {
  const span = (period: string) => lookUp('period', info[index].periods, period);
  const at = (channel: string, step: number) => {
    const [first, count] = lookUp('input channel', channels, channel);
    const from = (index * steps + step) * nIn + first;
    return inputs.subarray(from, from + count);
  };
  return {
    dtMs,
    span,
    at,
    during: (channel, period) => at(channel, span(period)[0]),
    trace: (channel) => Float32Array.from({ length: steps }, (_, step) => at(channel, step)[0]),
  };
}
