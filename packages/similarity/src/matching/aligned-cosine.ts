import { multiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { bestRotation } from '../shape/rotate.js';
import { type PlainShape, readShape } from '../shape/shape.js';

/**
 * Mean over samples of the cosine between the two population vectors, after the rotation that brings all of them nearest. Data
 * are not centred. A sample at which a population is silent counts 0.
 *
 * @throws ArgumentError for different numbers of samples, data that are zero throughout, or NaN.
 */
export const alignedCosine = /* @__PURE__ */ defineMeasure<PlainShape>({
  name: 'aligned-cosine',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Hamilton, Leskovec & Jurafsky 2016 (arXiv 1605.09096); Klabunde et al. 2023 (arXiv 2305.06329)',
  prepare: (input, _, where, argument) => readShape(input, false, where, argument),
  compare(x, y) {
    checkSameSamples('aligned-cosine', x, y);
    const aligned = multiply(y.matrix, bestRotation(x, y, true).rotation);
    let total = 0;
    for (let t = 0; t < x.matrix.rows; t++) {
      const row = ({ data, columns }: typeof aligned) => data.subarray(t * columns, (t + 1) * columns);
      const [a, b] = [row(x.matrix), row(aligned)];
      const norms = Math.hypot(...a) * Math.hypot(...row(y.matrix));
      if (norms > 0) total += a.reduce((sum, value, j) => sum + value * b[j], 0) / norms;
    }
    return Math.min(1, total / x.matrix.rows);
  },
});
