import { createRng, type Floats, type Params, type TrialBatch } from '@lrsim/core';
import { type LeakyNetwork, type LeakyNetworkOptions, leakyNetwork, referenceKernel } from '@lrsim/rnn';

const [nIn, nUnits, nOut, trials, steps] = [2, 5, 3, 3, 6];

/** Standard normals that float32 can hold. */
export const normals = (label: string, length: number) => {
  const rng = createRng(label);
  return Float32Array.from({ length }, () => rng.normal());
};

/** A regression batch of random numbers with a mask of 0 and 1. */
export const regressionBatch = (): TrialBatch => ({
  inputs: normals('inputs', trials * steps * nIn),
  targets: normals('targets', trials * steps * nOut),
  mask: normals('mask', trials * steps * nOut).map((m) => (m < 0.5 ? 1 : 0)),
  trials,
  steps,
  nIn,
  nOut,
  dtMs: 10,
  kind: 'regression',
  info: [],
});

/** A classification batch with a class for each step. */
export const classificationBatch = (): TrialBatch => ({
  ...regressionBatch(),
  targets: normals('classes', trials * steps).map((t) => Math.min(2, Math.floor(Math.abs(t) * 2))),
  mask: normals('mask', trials * steps).map((m) => (m < 0.5 ? 1 : 0)),
  kind: 'classification',
});

/** A small reference network. */
export const smallNetwork = (options: Partial<LeakyNetworkOptions<Float64Array>> = {}) =>
  leakyNetwork({ nIn, nUnits, nOut, alpha: 0.3, kernel: referenceKernel, ...options });

/** Its parameters, with biases and initial states that are not 0. */
export function randomParams<F extends Floats>(network: LeakyNetwork<F>): Params<F> {
  const initial: Params<F> = network.init(createRng('params'));
  const moved = Object.entries(initial).map(([name, { data, shape }]) => {
    const next = data.slice() as F;
    normals(name, data.length).forEach((by, k) => {
      next[k] += 0.4 * by;
    });
    return [name, { data: next, shape }];
  });
  return Object.fromEntries(moved);
}

/** The largest difference between two arrays, relative to the larger of 1 and the largest entry of the second. */
export function relativeDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.NaN;
  let [largest, scale] = [0, 1];
  for (let k = 0; k < expected.length; k++) {
    const difference = Math.abs(found[k] - expected[k]);
    if (!(difference <= largest)) largest = difference;
    scale = Math.max(scale, Math.abs(expected[k]));
  }
  return largest / scale;
}

/** The largest difference of all parameters of two trees. */
export const treeDifference = (found: Params, expected: Params): number =>
  Math.max(...Object.entries(expected).map(([name, { data }]) => relativeDifference(found[name].data, data)));
