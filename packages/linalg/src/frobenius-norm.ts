import type { Matrix } from '@lrsim/core';

/** The largest absolute value of an array; 0 for an empty one. */
export function largestMagnitude(data: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) {
    const magnitude = Math.abs(data[i]);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

/** The square root of the sum of squares of all elements, without overflow or underflow on the way. */
export function frobeniusNorm(a: Matrix): number {
  const largest = largestMagnitude(a.data);
  if (largest === 0) return 0;
  const { data } = a;
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i] / largest) * (data[i] / largest);
  return largest * Math.sqrt(sum);
}
