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

/** Sums of squares between these lost nothing to underflow and did not overflow. */
export const [TINY, HUGE] = [1e-280, 1e300];

/** The square root of the sum of squares of all elements, without overflow or underflow on the way; NaN where one is NaN. */
export function frobeniusNorm(a: Matrix): number {
  const plain = sumOfSquares(a.data);
  if (plain > TINY && plain < HUGE) return Math.sqrt(plain);
  const largest = largestMagnitude(a.data);
  // All are 0, or NaN, which is not larger than anything.
  if (largest === 0) return plain;
  return largest * Math.sqrt(sumOfSquares(a.data.map((value) => value / largest)));
}

/** The sum of squares; four sums side by side are faster and rounded less. */
function sumOfSquares(data: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = data.length - (data.length % 4);
  for (let i = 0; i < whole; i += 4) {
    s0 += data[i] * data[i];
    s1 += data[i + 1] * data[i + 1];
    s2 += data[i + 2] * data[i + 2];
    s3 += data[i + 3] * data[i + 3];
  }
  for (let i = whole; i < data.length; i++) s0 += data[i] * data[i];
  return s0 + s1 + (s2 + s3);
}
