import type { Floats, GradientResult, Params } from '../types.js';
import { mapArrays } from './rule-problem.js';
import { expectThat } from './runner.js';

/** A tree with every entry changed, in float64. */
export const mapData = (
  tree: Params,
  change: (value: number, name: string, k: number) => number,
): Params<Float64Array> =>
  mapArrays(tree as Params<Float64Array>, ({ data, shape }, name) => ({
    data: Float64Array.from(data, (value, k) => change(value, name, k)),
    shape,
  }));

/** The arrays of those names. */
export const pick = (tree: Params, names: readonly string[]): Params =>
  Object.fromEntries(names.map((name) => [name, tree[name]]));

/** The largest difference between two trees; NaN where an entry is, infinity where one lacks an array of the other. */
export function largestDifference(found: Params, expected: Params): number {
  let largest = 0;
  for (const [name, { data }] of Object.entries(expected)) {
    if (found[name]?.data.length !== data.length) return Infinity;
    for (let k = 0; k < data.length; k++) {
      const difference = Math.abs(found[name].data[k] - data[k]);
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}

/** Central differences of a value in every entry of the named parameters. */
export function differences<F extends Floats>(
  params: Params<F>,
  names: readonly string[],
  step: number,
  lossAt: (params: Params<F>) => number,
): Params {
  const shifted = (name: string, k: number, by: number) => {
    const { data, shape } = params[name];
    const moved = data.slice() as F;
    moved[k] += by;
    // divided by what the storage made of the step
    return { value: lossAt({ ...params, [name]: { data: moved, shape } }), at: moved[k] };
  };
  return mapData(pick(params, names), (_, name, k) => {
    const [above, below] = [shifted(name, k, step), shifted(name, k, -step)];
    return (above.value - below.value) / (above.at - below.at);
  });
}

/** Throws unless gradients are finite and have the names, shapes and precision of the parameters. */
export function expectSameTree(gradients: Params, params: Params): void {
  const names = (tree: Params) => Object.keys(tree).sort().join();
  expectThat(names(gradients) === names(params), `gradients of ${names(gradients)}; expected ${names(params)}`);
  for (const [name, { data, shape }] of Object.entries(params)) {
    const gradient = gradients[name];
    expectThat(
      gradient.shape.join() === shape.join(),
      `${name} has the shape [${gradient.shape}]; expected [${shape}]`,
    );
    expectThat(gradient.data.length === data.length, `${name} has ${gradient.data.length} values`);
    expectThat(gradient.data.constructor === data.constructor, `${name} is a ${gradient.data.constructor.name}`);
    expectThat(gradient.data.every(Number.isFinite), `${name} has a value that is not finite`);
  }
}

/** Everything in a result as one string, so that equal digests mean equal results. */
export function digest({ gradients, loss, rollout }: GradientResult<unknown>): string {
  const arrays = [rollout.outputs, rollout.rates, ...Object.values(gradients).map(({ data }) => data)];
  return [loss.value, ...arrays.map((array) => array.join())].join('|');
}
