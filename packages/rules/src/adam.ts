import {
  ArgumentError,
  checkFinite,
  checkNumber,
  type Floats,
  type NdArray,
  type Optimizer,
  type Params,
} from '@lrsim/core';

/** Settings of Adam; the defaults are the paper's. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Decay of the running mean of gradients; 0.9. */
  readonly beta1?: number;
  /** Decay of the running mean of squared gradients; 0.999. */
  readonly beta2?: number;
  /** Added to the root of the latter; 1e-8. */
  readonly epsilon?: number;
}

/** Adam's state: how many updates were made, and both running means in the parameters' own tree. */
export interface AdamState {
  readonly updates: number;
  readonly mean: Params;
  readonly meanSquare: Params;
}

const mapParams = <F extends Floats>(params: Params<F>, map: (array: NdArray<F>, name: string) => F): Params<F> =>
  Object.fromEntries(
    Object.entries(params).map(([name, array]) => [name, { data: map(array, name), shape: array.shape }]),
  );

/**
 * Adam with bias correction (Kingma & Ba 2015, doi:10.48550/arXiv.1412.6980, algorithm 1), without weight decay, in the
 * order of operations PyTorch has. Means are kept in the parameters' precision.
 *
 * Its `update` throws ArgumentError where gradients, state and parameters are not of one tree, NonFiniteError for a
 * gradient that is not finite.
 */
export function adam({ learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions): Optimizer<AdamState> {
  checkNumber('adam', 'learningRate', learningRate, 0);
  checkDecay('beta1', beta1);
  checkDecay('beta2', beta2);
  checkNumber('adam', 'epsilon', epsilon, 0);
  return {
    init(params) {
      const zeros = mapParams(params, ({ data }) => data.slice().fill(0) as typeof data);
      return { updates: 0, mean: zeros, meanSquare: zeros };
    },
    update(gradients, state, params) {
      checkTree('gradients', gradients, params);
      checkTree('state.mean', state.mean, params);
      for (const [name, { data, shape }] of Object.entries(gradients))
        checkFinite('adam', `gradients.${name}`, data, shape);
      const updates = state.updates + 1;
      const step = learningRate / (1 - beta1 ** updates);
      const correction = Math.sqrt(1 - beta2 ** updates);
      const mean = mapParams(gradients, ({ data }, name) => {
        const next = data.slice() as typeof data;
        const previous = state.mean[name].data;
        for (let k = 0; k < next.length; k++) next[k] = beta1 * previous[k] + (1 - beta1) * data[k];
        return next;
      });
      const meanSquare = mapParams(gradients, ({ data }, name) => {
        const next = data.slice() as typeof data;
        const previous = state.meanSquare[name].data;
        for (let k = 0; k < next.length; k++) next[k] = beta2 * previous[k] + (1 - beta2) * data[k] * data[k];
        return next;
      });
      const updated = mapParams(params, ({ data }, name) => {
        const next = data.slice() as typeof data;
        const m = mean[name].data;
        const v = meanSquare[name].data;
        for (let k = 0; k < next.length; k++) next[k] -= (step * m[k]) / (Math.sqrt(v[k]) / correction + epsilon);
        return next;
      });
      return [updated, { updates, mean, meanSquare }];
    },
  };
}

function checkDecay(argument: string, value: number): void {
  if (!(value >= 0 && value < 1))
    throw new ArgumentError(`adam: ${argument} is ${value}; expected a number of at least 0 and below 1`);
}

/** Throws unless a tree has an array of the same length for each parameter. */
function checkTree(argument: string, tree: Params, params: Params): void {
  const [theirs, ours] = [tree, params].map((one) =>
    Object.keys(one)
      .sort()
      .map((name) => `${name} (${one[name].data.length})`)
      .join(', '),
  );
  if (theirs !== ours) throw new ArgumentError(`adam: ${argument} has ${theirs}; expected ${ours}, as params has`);
}
