import { ArgumentError, checkInteger, checkLength } from '@lrsim/core';

/**
 * Counts in wider bins, each the sum of `factor` narrow ones; samples after the last whole bin are left out. A bin with a missing sample is
 * missing.
 *
 * @param counts - [trials, samples], NaN where missing.
 */
export function rebinnedCounts(counts: ArrayLike<number>, samples: number, factor: number): Float64Array {
  const where = 'rebinnedCounts';
  checkInteger(where, 'samples', samples);
  checkInteger(where, 'factor', factor);
  const trials = counts.length / samples;
  checkLength(where, 'counts', counts, [Math.ceil(trials), samples]);
  const bins = Math.floor(samples / factor);
  if (bins < 1)
    throw new ArgumentError(`${where}: factor is ${factor}; expected at most ${samples}, the samples of a trial`);
  const sums = new Float64Array(trials * bins);
  for (let trial = 0; trial < trials; trial++)
    for (let bin = 0; bin < bins; bin++)
      for (let k = 0; k < factor; k++) sums[trial * bins + bin] += counts[trial * samples + bin * factor + k];
  return sums;
}
