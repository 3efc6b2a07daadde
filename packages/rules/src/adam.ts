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
      const [updated, mean, meanSquare] = [{}, {}, {}] as Record<string, NdArray<Floats>>[];
      for (const [name, { data, shape }] of Object.entries(gradients)) {
        // new arrays, written in one pass over all four
        const value = params[name].data.slice();
        const m = state.mean[name].data.slice();
        const v = state.meanSquare[name].data.slice();
        for (let k = 0; k < data.length; k++) {
          const g = data[k];
          m[k] = beta1 * m[k] + (1 - beta1) * g;
          v[k] = beta2 * v[k] + (1 - beta2) * g * g;
          value[k] -= (step * m[k]) / (Math.sqrt(v[k]) / correction + epsilon);
        }
        updated[name] = { data: value, shape };
        mean[name] = { data: m, shape };
        meanSquare[name] = { data: v, shape };
      }
      return [updated as typeof params, { updates, mean, meanSquare }];
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
