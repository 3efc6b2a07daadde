import { ArgumentError } from '@lrsim/core';
import { defineMeasure } from '../define-measure.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { samplesOf } from '../statistics/samples.js';
import { barcodeWasserstein, bottleneckDistance } from './barcode-distances.js';
import type { Bar, BarcodeDistanceOptions } from './types.js';
import { ripsBarcodes } from './vietoris-rips.js';

/**
 * Distance of the barcodes of the two sets of samples: of the loops (default) or components of their Vietoris-Rips
 * complexes, bottleneck (default) or Wasserstein.
 *
 * Size counts; samples need not be paired or equally many. 0 does not mean that the representations are equivalent.
 *
 * @throws ArgumentError for fewer than two samples, no variance, NaN, an option out of range, or too many samples for loops:
 * see `vietorisRips`.
 */
export const barcodeDistance = /* @__PURE__ */ defineMeasure<readonly Bar[], BarcodeDistanceOptions>({
  name: 'barcode',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Cohen-Steiner, Edelsbrunner & Harer 2007 (doi 10.1007/s00454-006-1276-5)',
  prepare(input, options, where, argument) {
    const { matrix } = samplesOf(input, true, where, argument);
    const { h0, h1 } = ripsBarcodes(euclideanDistances(matrix), options, where, argument);
    return options.dimension === 0 ? h0 : h1;
  },
  compare(x, y, { order = Infinity }) {
    if (!(order >= 1)) throw new ArgumentError(`barcode: order is ${order}; expected a number of at least 1`);
    return order === Infinity ? bottleneckDistance(x, y) : barcodeWasserstein(x, y, { order });
  },
});
