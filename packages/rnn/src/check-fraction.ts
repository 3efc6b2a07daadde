import { ArgumentError } from '@lrsim/core';

/** Throws unless `value` is a number above 0 and at most 1. `where` is the calling function. */
export function checkFraction(where: string, argument: string, value: number): void {
  if (!(value > 0 && value <= 1))
    throw new ArgumentError(`${where}: ${argument} is ${value}; expected a number above 0 and at most 1`);
}
