import type { Floats, RunSize } from '@lrsim/core';

/** y_t = z_t + kappa y_{t-1} along the steps of [trials, steps, nOut], in place: a readout that leaks. */
export function filterForward<F extends Floats>(values: F, { trials, steps }: RunSize, kappa: number): F {
  const nOut = values.length / (trials * steps);
  for (let trial = 0; trial < trials; trial++)
    for (let k = (trial * steps + 1) * nOut; k < (trial + 1) * steps * nOut; k++) values[k] += kappa * values[k - nOut];
  return values;
}

/** The same backward in time: from dL/dy_t to dL/d(V h_t + c) = sum over s >= t of kappa^{s-t} dL/dy_s, as a new array. */
export function filterBackward<F extends Floats>(values: F, { trials, steps }: RunSize, kappa: number): F {
  const nOut = values.length / (trials * steps);
  const filtered = values.slice() as F;
  for (let trial = 0; trial < trials; trial++)
    for (let k = ((trial + 1) * steps - 1) * nOut - 1; k >= trial * steps * nOut; k--)
      filtered[k] += kappa * filtered[k + nOut];
  return filtered;
}
