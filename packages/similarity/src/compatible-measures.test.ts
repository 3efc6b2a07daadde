import { transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../test/activity.js';
import { compatibleMeasures } from './compatible-measures.js';
import { procrustes } from './shape/procrustes.js';

const [x, y, z] = [5, 4, 5].map((units, i) => input(activity(30, units, `data ${i}`)));

/** X'X of samples x units. */
function covariance(one: typeof x) {
  const [rows, columns] = one.shape;
  const { data } = transposeMultiply(
    { rows, columns, data: Float64Array.from(one.data) },
    { rows, columns, data: Float64Array.from(one.data) },
  );
  return { data, shape: [columns, columns] };
}

describe('compatibleMeasures', () => {
  it.each(Object.keys(compatibleMeasures))('%s gives a number for ordinary data', (name) => {
    expect(name).toMatch(/^[\w. -]+\/.+/);
    // Some libraries compare units one to one and need as many on both sides; one takes covariances.
    const [a, b] = name === 'netrep/sq_bures_metric' ? [covariance(x), covariance(z)] : [x, z];
    const options = name.startsWith('repsim/AffineInvariant') ? ({ eps: 0.1 } as never) : undefined;
    expect(Number.isFinite(compatibleMeasures[name](a, b, options))).toBe(true);
  });

  it("hold netrep's metric, whose options keep their names", () => {
    const { 'netrep/LinearMetric': linearMetric } = compatibleMeasures;
    expect(linearMetric(x, y)).toBeCloseTo(procrustes(x, y, { score: 'radians' }), 12);
    const euclidean = { score_method: 'euclidean' } as never;
    expect(linearMetric(x, y, euclidean)).toBeCloseTo(procrustes(x, y, { score: 'euclidean' }), 9);
  });
});
