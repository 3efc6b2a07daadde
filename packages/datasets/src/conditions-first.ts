import type { NdArray } from '@lrsim/core';
import type { NumericArray } from './types.js';

/** [unit, time, condition], as the authors of comparisons keep recordings, as [condition, time, unit], times a factor. */
export function conditionsFirst(
  { data, shape }: Pick<NumericArray, 'data' | 'shape'>,
  factor = 1,
): NdArray<Float64Array> {
  const [units, times, conditions] = shape;
  const turned = new Float64Array(data.length);
  for (let unit = 0, from = 0; unit < units; unit++)
    for (let time = 0; time < times; time++)
      for (let condition = 0; condition < conditions; condition++, from++)
        turned[(condition * times + time) * units + unit] = factor * Number(data[from]);
  return { data: turned, shape: [conditions, times, units] };
}
