import { ArgumentError, type MatrixInput, type NdArray, toNdArray } from '@lrsim/core';
import type { Measure } from '../types.js';
import { mean } from './cross-validate.js';
import type { NoiseCeiling } from './types.js';

/**
 * The noise ceiling of repeated measurements (single trials, sessions, splits) of the same units and conditions, for any
 * measure: how close a model of the true responses would come to one repeat.
 *
 * Lower: each repeat against the mean of the others. Upper: each against the mean of all, which it is part of.
 *
 * @param repeats - at least two arrays of one shape.
 * @source Nili, Wingfield, Walther, Su, Marslen-Wilson & Kriegeskorte 2014 (doi 10.1371/journal.pcbi.1003553), for RSA.
 * @throws ArgumentError for fewer than two repeats, or different shapes.
 */
export function noiseCeiling<O, P>(measure: Measure<O, P>, repeats: readonly MatrixInput[], options?: O): NoiseCeiling {
  if (repeats.length < 2)
    throw new ArgumentError(`noiseCeiling: repeats has ${repeats.length} members; expected at least 2`);
  const arrays = repeats.map((one, i) => toNdArray('noiseCeiling', `repeats[${i}]`, one));
  const { shape } = arrays[0];
  arrays.forEach((one, i) => {
    if (one.shape.join() !== shape.join())
      throw new ArgumentError(
        `noiseCeiling: repeats[${i}] has the shape [${one.shape.join(', ')}], repeats[0] has [${shape.join(', ')}]; they must agree`,
      );
  });
  const averaged = (chosen: readonly NdArray[]): NdArray => ({
    data: chosen[0].data.map((_, at) => chosen.reduce((sum, { data }) => sum + data[at], 0) / chosen.length),
    shape,
  });
  const all = averaged(arrays);
  const lowerValues = Float64Array.from(arrays, (one, i) =>
    measure(averaged(arrays.filter((_, k) => k !== i)), one, options),
  );
  const upperValues = Float64Array.from(arrays, (one) => measure(all, one, options));
  return { lower: mean(lowerValues), upper: mean(upperValues), lowerValues, upperValues };
}
