import { ArgumentError, lookUp } from '@lrsim/core';

/** One period or several, by name. */
export type Periods = string | readonly string[];
/** One value for all units of a channel, or one for each. */
export type Values = number | ArrayLike<number>;

/** Where a batch of trials is written to. */
export interface BatchStorage {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
  readonly mask: Float32Array;
  /** Steps of the longest trial. */
  readonly steps: number;
  readonly nIn: number;
  /** Numbers that a target has at each step: 1 for a class. */
  readonly targetSize: number;
}

/** Writes one trial of a batch, period by period. */
export interface TrialWriter {
  readonly dtMs: number;
  /** Steps [start, end) of a period. */
  span(period: string): readonly [start: number, end: number];
  /** Sets the units of an input channel during periods. */
  show(channel: string, periods: Periods, values: Values): void;
  /** The same for some steps. */
  showSteps(channel: string, start: number, end: number, values: Values): void;
  /** The class to choose during periods, or the values of the outputs. */
  target(periods: Periods, values: Values): void;
  targetSteps(start: number, end: number, values: Values): void;
  /** The weight of periods in the loss (1 unless told otherwise): one, or one for each output. */
  weigh(periods: Periods, weight: Values): void;
  weighSteps(start: number, end: number, weight: Values): void;
}

type Channels = Readonly<Record<string, readonly [first: number, count: number]>>;
type Spans = Readonly<Record<string, readonly [number, number]>>;

/** Writes the same values to `rows` rows: one value throughout, or one for each of `count` units. */
function fill(data: Float32Array, from: number, stride: number, count: number, rows: number, values: Values): void {
  if (typeof values !== 'number' && values.length !== count)
    throw new ArgumentError(`trial: values has ${values.length} numbers; expected 1 or ${count}, one for each unit`);
  if (typeof values === 'number') {
    if (stride === count) {
      data.fill(values, from, from + rows * stride);
      return;
    }
    for (let row = 0; row < rows; row++) {
      const at = from + row * stride;
      for (let j = 0; j < count; j++) data[at + j] = values;
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    const at = from + row * stride;
    for (let j = 0; j < count; j++) data[at + j] = values[j];
  }
}

/** A writer of trial `index` of a batch. */
export function trialWriter(
  { inputs, targets, mask, steps, nIn, targetSize }: BatchStorage,
  index: number,
  channels: Channels,
  spans: Spans,
  dtMs: number,
): TrialWriter {
  const first = index * steps;
  const span = (period: string) => lookUp('period', spans, period);
  const each = (periods: Periods, write: (start: number, end: number) => void) => {
    for (const period of typeof periods === 'string' ? [periods] : periods) {
      const [start, end] = span(period);
      write(start, end);
    }
  };
  const writer: TrialWriter = {
    dtMs,
    span,
    showSteps(channel, start, end, values) {
      const [from, count] = lookUp('input channel', channels, channel);
      fill(inputs, (first + start) * nIn + from, nIn, count, end - start, values);
    },
    targetSteps: (start, end, values) =>
      fill(targets, (first + start) * targetSize, targetSize, targetSize, end - start, values),
    weighSteps: (start, end, weight) =>
      fill(mask, (first + start) * targetSize, targetSize, targetSize, end - start, weight),
    show: (channel, periods, values) => each(periods, (start, end) => writer.showSteps(channel, start, end, values)),
    target: (periods, values) => each(periods, (start, end) => writer.targetSteps(start, end, values)),
    weigh: (periods, weight) => each(periods, (start, end) => writer.weighSteps(start, end, weight)),
  };
  return writer;
}
