import { ArgumentError, lookUp } from '@lrsim/core';
import { differences, type Moments, momentsOf } from './groups.js';
import type { EffectSizeKind, Group } from './types.js';

/**
 * The difference of two means in units of a standard deviation.
 *
 * 'cohen-d' (default) divides by the pooled SD, 'hedges-g' corrects that for small groups by 1 - 3 / (4 (n + m) - 9),
 * 'glass-delta' divides by the SD of b, and 'paired' is the mean of a - b over the SD of a - b.
 *
 * @param a - values, or mean, SD and number (not for 'paired').
 * @throws ArgumentError for fewer than two values, no variance, or NaN.
 * @source Cohen 1988, Statistical Power Analysis; Hedges 1981 (J. Educ. Stat. 6:107); Glass 1976 (Educ. Res. 5:3).
 */
export function effectSize(a: Group, b: Group, kind: EffectSizeKind = 'cohen-d'): number {
  lookUp('effect size', { 'cohen-d': 0, 'hedges-g': 0, 'glass-delta': 0, paired: 0 }, kind);
  if (kind === 'paired') {
    if (!('length' in a) || !('length' in b))
      throw new ArgumentError('effectSize: a and b are summaries; paired values are needed for the paired effect size');
    const { mean, variance } = momentsOf('effectSize', 'a - b', differences('effectSize', a, b));
    return inUnitsOf(mean, variance);
  }
  const [x, y] = [momentsOf('effectSize', 'a', a), momentsOf('effectSize', 'b', b)];
  const difference = x.mean - y.mean;
  if (kind === 'glass-delta') return inUnitsOf(difference, y.variance);
  const d = inUnitsOf(difference, pooledVariance(x, y));
  return kind === 'hedges-g' ? d * (1 - 3 / (4 * (x.count + y.count) - 9)) : d;
}

function inUnitsOf(difference: number, variance: number): number {
  if (!(variance > 0))
    throw new ArgumentError('effectSize: the values do not vary; expected some variance to divide by');
  return difference / Math.sqrt(variance);
}

const pooledVariance = (x: Moments, y: Moments) =>
  ((x.count - 1) * x.variance + (y.count - 1) * y.variance) / (x.count + y.count - 2);
