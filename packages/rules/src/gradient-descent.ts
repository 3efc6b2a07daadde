import { checkFinite, checkNumber, type Floats, type Optimizer, type Params } from '@lrsim/core';

/** Settings of gradient descent. */
export interface GradientDescentOptions {
  readonly learningRate: number;
}

/**
 * Plain gradient descent, theta <- theta - learningRate * gradient, without state.
 *
 * Its `update` throws NonFiniteError for a gradient that is not finite.
 */
export function gradientDescent({ learningRate }: GradientDescentOptions): Optimizer<null> {
  checkNumber('gradientDescent', 'learningRate', learningRate, 0);
  return {
    init: () => null,
    update<F extends Floats>(gradients: Params<F>, state: null, params: Params<F>): [Params<F>, null] {
      const moved = Object.entries(params).map(([name, { data, shape }]) => {
        const gradient = gradients[name].data;
        checkFinite('gradientDescent', `gradients.${name}`, gradient, shape);
        const next = data.slice() as F;
        for (let k = 0; k < next.length; k++) next[k] -= learningRate * gradient[k];
        return [name, { data: next, shape }];
      });
      return [Object.fromEntries(moved), state];
    },
  };
}
