import { checkNumber, lookUp } from '@lrsim/core';
import type { Correction } from './types.js';

/**
 * p values of many tests, adjusted so that comparing them with alpha keeps the error of the whole family at alpha.
 *
 * 'holm' (default), 'hochberg' (for independent or positively dependent tests) and 'bonferroni' bound the chance of any
 * false positive; 'benjamini-hochberg' (same condition) and 'benjamini-yekutieli' (any dependence) bound the false discovery
 * rate. The order of the input is kept.
 *
 * @throws ArgumentError for a p value outside 0 to 1, NaN, or an unknown correction.
 * @source Holm 1979 (Scand. J. Statist. 6:65); Hochberg 1988 (Biometrika 75:800); Benjamini & Hochberg 1995 (J. R. Stat. Soc. B
 *   57:289); Benjamini & Yekutieli 2001 (Ann. Stat. 29:1165).
 */
export function adjustPValues(pValues: ArrayLike<number>, correction: Correction = 'holm'): Float64Array {
  const values = Float64Array.from(pValues);
  values.forEach((p, i) => {
    checkNumber('adjustPValues', `pValues[${i}]`, p, 0, 1);
  });
  const { factor, stepUp } = lookUp('correction', corrections, correction);
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const count = values.length;
  const scaled = order.map((at, i) => Math.min(1, values[at] * factor(i + 1, count)));
  // Step down: no smaller than those of smaller p values; step up: no larger than those of larger ones.
  if (stepUp) for (let i = count - 2; i >= 0; i--) scaled[i] = Math.min(scaled[i], scaled[i + 1]);
  else for (let i = 1; i < count; i++) scaled[i] = Math.max(scaled[i], scaled[i - 1]);
  const adjusted = new Float64Array(count);
  order.forEach((at, i) => {
    adjusted[at] = scaled[i];
  });
  return adjusted;
}

interface Step {
  /** What the p value of that rank (from 1) is multiplied by. */
  readonly factor: (rank: number, count: number) => number;
  readonly stepUp: boolean;
}

const harmonic = (count: number) => Array.from({ length: count }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);

const corrections: Readonly<Record<Correction, Step>> = {
  bonferroni: { factor: (_, count) => count, stepUp: false },
  holm: { factor: (rank, count) => count + 1 - rank, stepUp: false },
  hochberg: { factor: (rank, count) => count + 1 - rank, stepUp: true },
  'benjamini-hochberg': { factor: (rank, count) => count / rank, stepUp: true },
  'benjamini-yekutieli': { factor: (rank, count) => (count * harmonic(count)) / rank, stepUp: true },
};
