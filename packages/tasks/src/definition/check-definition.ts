import { ArgumentError, checkInteger } from '@lrsim/core';
import type { Variables } from './conditions.js';
import type { TaskDefinition } from './types.js';

/** What follows from a definition before any trial is drawn. */
export interface CheckedDefinition {
  readonly channels: Readonly<Record<string, readonly [first: number, count: number]>>;
  readonly nIn: number;
  readonly classes: readonly string[];
  readonly nOut: number;
  readonly response: readonly string[];
  readonly event: string;
}

/** Reads the parts of a definition that do not change; throws ArgumentError where they contradict one another. */
export function checkedDefinition<V extends Variables>(definition: TaskDefinition<V>): CheckedDefinition {
  const { name, inputs, outputs, conditions, periods, noise } = definition;
  let nIn = 0;
  const channels: Record<string, readonly [number, number]> = {};
  for (const [channel, count] of Object.entries(inputs)) {
    checkInteger(name, `inputs.${channel}`, count);
    channels[channel] = [nIn, count];
    nIn += count;
  }
  const classes = typeof outputs === 'number' ? [] : outputs;
  const nOut = typeof outputs === 'number' ? outputs : outputs.length;
  const named = Object.keys(periods);
  const [response, event] = [definition.response ?? named.slice(-1), definition.event ?? named[1] ?? named[0]];
  if (nIn === 0) throw new ArgumentError(`${name}: inputs is empty; expected at least one channel`);
  if (nOut < 1) throw new ArgumentError(`${name}: outputs is ${outputs}; expected at least one`);
  if (conditions.length === 0) throw new ArgumentError(`${name}: conditions is empty; expected at least one`);
  if (named.length === 0) throw new ArgumentError(`${name}: periods is empty; expected at least one`);
  const known = (what: string, used: readonly string[], all: readonly string[]) => {
    const unknown = used.find((one) => !all.includes(one));
    if (unknown !== undefined)
      throw new ArgumentError(`${name}: ${what} has '${unknown}'; expected one of ${all.join(', ')}`);
  };
  known('response', response, named);
  known('event', [event], named);
  known('noise.channels', noise?.channels ?? [], Object.keys(inputs));
  known('noise.periods', noise?.periods ?? [], named);
  return { channels, nIn, classes, nOut, response, event };
}
