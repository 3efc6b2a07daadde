import { ArgumentError } from '@lrsim/core';

/** Throws unless `value` is a number above 0 and at most 1. `where` is the calling function. */
export function checkFraction(where: string, argument: string, value: number): void {
  if (!(value > 0 && value <= 1))
    throw new ArgumentError(`${where}: ${argument} is ${value}; expected a number above 0 and at most 1`);
}

/** Throws unless `value`, the kappa of a leaky readout, is a number of at least 0 and below 1. */
export function checkReadoutLeak(where: string, value: number): void {
  if (!(value >= 0 && value < 1))
    throw new ArgumentError(`${where}: readoutLeak is ${value}; expected a number of at least 0 and below 1`);
}
