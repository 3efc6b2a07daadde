import type { Floats, Rollout } from '@lrsim/core';

/** A rollout of given outputs and rates, as if a network had computed it. */
export function rolloutOf<F extends Floats>(
  { trials, steps }: { readonly trials: number; readonly steps: number },
  outputs: F,
  rates: F,
): Rollout<F> {
  const samples = trials * steps;
  const squares = (rates as Float64Array).reduce((sum, h) => sum + h * h, 0);
  return {
    trials,
    steps,
    nOut: outputs.length / samples,
    nUnits: rates.length / samples,
    outputs,
    rates,
    meanSquareRate: squares / rates.length,
    kernel: 'made by hand',
  };
}

/** Checks the derivatives a loss gives for outputs and rates against central differences; returns the largest error. */
export function derivativeError(
  loss: (outputs: Float64Array, rates: Float64Array) => number,
  { dOutputs, dRates }: { readonly dOutputs: ArrayLike<number>; readonly dRates: ArrayLike<number> },
  outputs: Float64Array,
  rates: Float64Array,
  step = 1e-5,
): number {
  let worst = 0;
  const check = (values: Float64Array, derivative: ArrayLike<number>) => {
    for (let k = 0; k < values.length; k++) {
      const kept = values[k];
      values[k] = kept + step;
      const above = loss(outputs, rates);
      values[k] = kept - step;
      const below = loss(outputs, rates);
      values[k] = kept;
      worst = Math.max(worst, Math.abs(derivative[k] - (above - below) / (2 * step)));
    }
  };
  check(outputs, dOutputs);
  check(rates, dRates);
  return worst;
}
