import { checkInteger, checkNumber } from '@lrsim/core';
import { gaussianKernel } from '../simulated/gaussian-smoothing.js';

/** A kernel reaches this many standard deviations to either side. */
const TRUNCATE = 4;

/** Bins that the kernel reaches to either side. */
export const kernelRadius = (sdBins: number): number => Math.floor(TRUNCATE * sdBins + 0.5);

/**
 * Rows smoothed with a Gaussian, [rows, bins]. The kernel ends at 4 SD; beyond the ends a row goes on mirrored (the last bin twice). A
 * missing bin stays missing and takes no part in those around it, whose weights are scaled up to 1.
 *
 * @param sdBins - SD in bins; 0 changes nothing.
 */
export function gaussianSmoothed(values: ArrayLike<number>, bins: number, sdBins: number): Float64Array {
  checkInteger('gaussianSmoothed', 'bins', bins);
  checkNumber('gaussianSmoothed', 'sdBins', sdBins, 0);
  const radius = kernelRadius(sdBins);
  if (radius === 0) return Float64Array.from(values);
  const kernel = gaussianKernel(sdBins, radius);
  const smoothed = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += bins)
    for (let bin = 0; bin < bins; bin++) {
      let [sum, weights] = [0, 0];
      for (let k = -radius; k <= radius; k++) {
        const value = values[row + mirrored(bin + k, bins)];
        if (Number.isNaN(value)) continue;
        sum += kernel[k + radius] * value;
        weights += kernel[k + radius];
      }
      smoothed[row + bin] = Number.isNaN(values[row + bin]) ? Number.NaN : sum / weights;
    }
  return smoothed;
}

/** The bin that a place beyond the ends mirrors: -1 is 0, -2 is 1; again and again for a wide kernel. */
function mirrored(place: number, bins: number): number {
  const within = ((place % (2 * bins)) + 2 * bins) % (2 * bins);
  return within < bins ? within : 2 * bins - 1 - within;
}
