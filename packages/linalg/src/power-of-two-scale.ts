import type { Matrix } from '@lrsim/core';
import { largestMagnitude } from './frobenius-norm.js';

/** A matrix times a power of two, which is exact, and what to multiply results by to undo it. */
interface Scaled {
  readonly matrix: Matrix;
  readonly unscale: number;
}

/** Elements below this, beside one of order 1, are far below rounding; their squares would underflow. */
const VANISHING = 1e-100;

/** Within this of 1, up or down, nothing is scaled: squares and their sums are far from overflow and underflow. */
const MODERATE = 2 ** 64;

/**
 * Scales a matrix of very large or small elements to between 1/2 and 1, so that no square on the way overflows, and drops what
 * vanishes beside them: LAPACK's dsyevd too loses digits where squares of elements are denormal.
 */
export function scaleByPowerOfTwo(a: Matrix): Scaled {
  const largest = largestMagnitude(a.data);
  if (largest === 0) return { matrix: a, unscale: 1 };
  if (largest < MODERATE && largest > 1 / MODERATE && !hasVanishing(a.data)) return { matrix: a, unscale: 1 };
  // Clamped so that both the factor and its inverse are finite.
  const exponent = Math.max(-1022, Math.min(1022, Math.floor(Math.log2(largest)) + 1));
  const factor = 2 ** -exponent;
  const scaled = new Float64Array(a.data);
  for (let i = 0; i < scaled.length; i++) {
    scaled[i] *= factor;
    if (Math.abs(scaled[i]) < VANISHING) scaled[i] = 0;
  }
  return { matrix: { ...a, data: scaled }, unscale: 2 ** exponent };
}

/** Whether an element other than 0 is below what counts. */
function hasVanishing(data: Float64Array): boolean {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0 && Math.abs(data[i]) < VANISHING) return true;
  return false;
}
