import type { Floats, NdArray, Params } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { cellGradients } from '../cell-gradients.js';
import type { DirectionSource } from './types.js';

/** Independent standard normals for every parameter, the initial state included. */
export const normalDirection: DirectionSource = (rng, params) =>
  Object.fromEntries(
    Object.entries(params).map(([name, { data, shape }]) => [
      name,
      { data: Float64Array.from({ length: data.length }, () => rng.normal()), shape },
    ]),
  );

/**
 * A direction with zeros at connections the network does not have: a sparse or Dale network has no use for a change there, and
 * a weight that is exactly 0 under Dale's law rests.
 */
export function alongConnections<F extends Floats>(
  network: LeakyNetwork<F>,
  params: Params<F>,
  direction: Params,
): Params {
  if (network.constraint.kind === 'none') return direction;
  const { data, shape } = direction.recurrentWeights;
  const ones = new Float64Array(data.length).fill(1);
  const { recurrentWeights } = network.gradientsOf(params, cellGradients(network, { recurrentWeights: ones }));
  const kept = Float64Array.from(data, (value, k) => (recurrentWeights.data[k] === 0 ? 0 : value));
  return { ...direction, recurrentWeights: { data: kept, shape } };
}

/** Every parameter moved by `step` times the direction. */
export const moved = <F extends Floats>(params: Params<F>, direction: Params, step: number): Params<F> =>
  change(params, (value, name, k) => value + step * direction[name].data[k]);

/** sum_k weight_k direction_k, in the precision of the parameters. */
export const weightedSum = <F extends Floats>(
  params: Params<F>,
  directions: readonly Params[],
  weights: ArrayLike<number>,
): Params<F> =>
  change(params, (_, name, k) => directions.reduce((sum, { [name]: { data } }, n) => sum + weights[n] * data[k], 0));

const change = <F extends Floats>(params: Params<F>, by: (value: number, name: string, k: number) => number) =>
  Object.fromEntries(
    Object.entries(params).map(([name, array]): [string, NdArray<F>] => {
      const data = array.data.slice() as F;
      for (let k = 0; k < data.length; k++) data[k] = by(data[k], name, k);
      return [name, { data, shape: array.shape }];
    }),
  ) as Params<F>;
