import { createRng } from '../random.js';
import type { Floats, Loss, LossValue, NdArray, Network, Params, Rollout, TrialBatch } from '../types.js';

/** Sizes of the problem a rule is checked on: all different, so that an axis of a parameter tells what it is. */
export const sizes = { nIn: 2, nUnits: 5, nOut: 3 } as const;
const [trials, steps] = [4, 7];

/** A regression batch with a mask that has zeros. */
export function randomBatch(): TrialBatch {
  const rng = createRng('rule suite batch');
  const normals = (length: number) => Float32Array.from({ length }, () => rng.normal());
  const { nIn, nOut } = sizes;
  return {
    inputs: normals(trials * steps * nIn),
    targets: normals(trials * steps * nOut),
    mask: Float32Array.from({ length: trials * steps * nOut }, () => (rng.uniform() < 0.7 ? 1 : 0)),
    trials,
    steps,
    nIn,
    nOut,
    dtMs: 10,
    kind: 'regression',
    info: Array.from({ length: trials }, () => ({ condition: 0, periods: { trial: [0, steps] }, variables: {} })),
  };
}

/** The batch of one trial alone. */
export function singleTrial(batch: TrialBatch, trial: number): TrialBatch {
  const part = (all: Float32Array) =>
    all.slice((trial * all.length) / batch.trials, ((trial + 1) * all.length) / batch.trials);
  const { inputs, targets, mask, info } = batch;
  return { ...batch, trials: 1, inputs: part(inputs), targets: part(targets), mask: part(mask), info: [info[trial]] };
}

/** Initial parameters, moved off the zeros that biases and initial states start from. */
export function randomParams<F extends Floats>(network: Network<F>): Params<F> {
  const rng = createRng('rule suite parameters');
  return mapArrays(network.init(rng), (array) => {
    const data = array.data.slice() as F;
    for (let k = 0; k < data.length; k++) data[k] += 0.3 * rng.normal();
    return { data, shape: array.shape };
  });
}

/** The same tree with every array changed. */
export const mapArrays = <F extends Floats>(
  params: Params<F>,
  change: (array: NdArray<F>, name: string) => NdArray<F>,
): Params<F> => Object.fromEntries(Object.entries(params).map(([name, array]) => [name, change(array, name)]));

/** Entry i of every axis along the units is entry order[i] of the original. */
export function permuteUnits<F extends Floats>({ data, shape }: NdArray<F>, order: readonly number[]): NdArray<F> {
  const permuted = data.slice() as F;
  for (let to = 0; to < data.length; to++) {
    let rest = to;
    let from = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const index = rest % shape[axis];
      from += stride * (shape[axis] === sizes.nUnits ? order[index] : index);
      rest = Math.floor(rest / shape[axis]);
      stride *= shape[axis];
    }
    permuted[to] = data[from];
  }
  return { data: permuted, shape };
}

/** A state that is named arrays with its units in another order; any other state as it is. */
export function permuteArrays<S>(state: S, order: readonly number[]): S {
  const arrays = Object.values(state ?? {}) as NdArray<Floats>[];
  if (arrays.length === 0 || !arrays.every((array) => Array.isArray(array?.shape) && array.data)) return state;
  return mapArrays(state as Params<Floats>, (array) => permuteUnits(array, order)) as S;
}

/** scale * sum of m (y - y*)^2 / 2 + h^2 / 10: a sum over trials that reads outputs and rates. */
export const sumOfSquares =
  (scale = 1): Loss =>
  <F extends Floats>({ outputs, rates }: Rollout<F>, { targets, mask }: TrialBatch): LossValue<F> => {
    const dOutputs = outputs.slice() as F;
    let ofOutputs = 0;
    for (let k = 0; k < outputs.length; k++) {
      const error = outputs[k] - targets[k];
      ofOutputs += (scale * mask[k] * error * error) / 2;
      dOutputs[k] = scale * mask[k] * error;
    }
    const ofRates = (scale * (rates as Float64Array).reduce((sum, h) => sum + h * h, 0)) / 10;
    const terms = { main: ofOutputs, rates: ofRates };
    return { value: ofOutputs + ofRates, terms, dOutputs, dRates: { factor: scale / 5 } };
  };

/** sum of c h for fixed random c, different for every trial, step and unit. */
export const projectionOfRates: Loss = <F extends Floats>({ outputs, rates }: Rollout<F>): LossValue<F> => {
  const rng = createRng('rule suite projection');
  const array = rates.slice() as F;
  let value = 0;
  for (let k = 0; k < rates.length; k++) {
    array[k] = rng.normal();
    value += array[k] * rates[k];
  }
  return { value, terms: { main: value }, dOutputs: outputs.slice().fill(0) as F, dRates: { array } };
};
