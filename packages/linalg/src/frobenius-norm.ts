import type { Matrix } from '@lrsim/core';

/** The largest absolute value of an array; 0 for an empty one. */
export function largestMagnitude(data: Float64Array): number {
  let largest = 0;
  for (const value of data) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}

/** The square root of the sum of squares of all elements, without overflow or underflow on the way. */
export function frobeniusNorm(a: Matrix): number {
  const largest = largestMagnitude(a.data);
  if (largest === 0) return 0;
  let sum = 0;
  for (const value of a.data) sum += (value / largest) * (value / largest);
  return largest * Math.sqrt(sum);
}
