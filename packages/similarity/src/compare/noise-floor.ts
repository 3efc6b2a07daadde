import { checkInteger, createRng, type MatrixInput, toMatrix } from '@lrsim/core';
import type { Measure } from '../types.js';
import type { NoiseFloor, NoiseFloorOptions } from './types.js';
import { drawSplit, floorDistance, modelDistance } from './unit-split.js';

/**
 * The noise floor of a recorded population: half of its units against as many others, over random splits; and, for the same
 * splits, that half against as many units of a model. A model is as close as can be asked where the two agree.
 *
 * @throws ArgumentError for fewer than two recorded units, different numbers of samples, or what the measure refuses.
 * @source Liu, Yang & Cueva 2025, Figure 5 and Table 3.
 */
export function noiseFloor<O, P>(
  measure: Measure<O, P>,
  recorded: MatrixInput,
  { options, model, draws = 100, seed = 0 }: NoiseFloorOptions<O> = {},
): NoiseFloor {
  checkInteger('noiseFloor', 'draws', draws);
  const population = toMatrix('noiseFloor', 'recorded', recorded);
  const network = model && toMatrix('noiseFloor', 'model', model);
  const metric = (x: MatrixInput, y: MatrixInput) => measure(x, y, options);
  const rng = createRng(seed);
  const splits = Array.from({ length: draws }, () => drawSplit(rng, population.columns, network?.columns ?? 1));
  return {
    floor: Float64Array.from(splits, (split) => floorDistance(metric, population, split)),
    model: Float64Array.from(network ? splits : [], (split) =>
      network ? modelDistance(metric, population, network, split) : Number.NaN,
    ),
  };
}
