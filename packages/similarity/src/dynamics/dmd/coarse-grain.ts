import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { readTrials } from '../trials.js';
import type { TrialsInput } from '../types.js';

/**
 * Means over consecutive time bins of each trial; a last bin that is not full is dropped.
 *
 * @param options.binSize - samples in a bin (default 5).
 * @param options.overlap - samples that a bin shares with the next (default 0).
 * @returns one matrix a trial, bins x units.
 * @throws ArgumentError for a trial shorter than a bin, or an overlap that is not smaller than it.
 */
export function coarseGrain(input: TrialsInput, { binSize = 5, overlap = 0 } = {}): Matrix[] {
  checkInteger('coarseGrain', 'binSize', binSize);
  checkInteger('coarseGrain', 'overlap', overlap, 0);
  if (overlap >= binSize)
    throw new ArgumentError(`coarseGrain: overlap is ${overlap}; expected less than binSize, ${binSize}`);
  const step = binSize - overlap;
  return readTrials('coarseGrain', 'input', input).map(({ rows, columns, data }, k) => {
    if (rows < binSize)
      throw new ArgumentError(
        `coarseGrain: input has ${rows} samples in trial ${k}; expected at least binSize, ${binSize}`,
      );
    const bins = 1 + Math.floor((rows - binSize) / step);
    const means = new Float64Array(bins * columns);
    for (let bin = 0; bin < bins; bin++)
      for (let t = 0; t < binSize; t++)
        for (let j = 0; j < columns; j++) means[bin * columns + j] += data[(bin * step + t) * columns + j] / binSize;
    return { rows: bins, columns, data: means };
  });
}
