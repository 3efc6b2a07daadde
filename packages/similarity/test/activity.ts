import { createRng, type Matrix, type NdLike } from '@lrsim/core';
import { stochasticMeasures } from '../src/stochastic/measures.js';

/** Activity of `units` units that mix three latent signals, with noise; the same for the same label. */
export function activity(samples: number, units: number, label: string, noise = 0.5): Matrix {
  const latentRng = createRng('latent');
  const latent = Array.from({ length: samples }, () => [0, 1, 2].map(() => latentRng.normal()));
  const rng = createRng(label);
  const weights = Array.from({ length: units }, () => [0, 1, 2].map(() => rng.normal()));
  const data = Float64Array.from({ length: samples * units }, (_, at) =>
    latent[Math.floor(at / units)].reduce(
      (sum, signal, k) => sum + signal * weights[at % units][k],
      noise * rng.normal(),
    ),
  );
  return { rows: samples, columns: units, data };
}

/** A matrix as an input that every metric reads. */
export const input = ({ rows, columns, data }: Matrix): NdLike => ({ data, shape: [rows, columns] });

/** Repeats of each condition where samples are read as single trials. */
const REPEATS = 4;

/** What a measure reads: measures of distributions take the samples as single trials [conditions, repeats, units]. */
export const inputOf =
  ({ name }: { readonly name: string }) =>
  (matrix: Matrix): NdLike =>
    name in stochasticMeasures
      ? { data: matrix.data, shape: [matrix.rows / REPEATS, REPEATS, matrix.columns] }
      : input(matrix);

/** [unit, time, condition] of the reference files as (conditions, time, units), of some units or all. */
export function conditionsTimeUnits({ data, shape }: NdLike, units?: readonly number[]): NdLike {
  const [count, times, conditions] = shape;
  const chosen = units ?? Array.from({ length: count }, (_, unit) => unit);
  const reordered = new Float64Array(conditions * times * chosen.length);
  chosen.forEach((unit, column) => {
    for (let time = 0; time < times; time++)
      for (let condition = 0; condition < conditions; condition++)
        reordered[(condition * times + time) * chosen.length + column] =
          data[(unit * times + time) * conditions + condition];
  });
  return { data: reordered, shape: [conditions, times, chosen.length] };
}

/** [unit, time, condition] with every condition replaced by the mean over conditions. */
export function conditionAveraged({ data, shape }: NdLike): NdLike {
  const conditions = shape[2];
  const averaged = Float64Array.from(data);
  for (let start = 0; start < data.length; start += conditions) {
    let sum = 0;
    for (let condition = 0; condition < conditions; condition++) sum += data[start + condition];
    averaged.fill(sum / conditions, start, start + conditions);
  }
  return { data: averaged, shape };
}
