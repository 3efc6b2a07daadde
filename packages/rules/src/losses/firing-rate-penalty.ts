import { ArgumentError, checkNumber, type Floats, type Loss, type LossValue } from '@lrsim/core';

/** What a penalty on firing rates wants. */
export interface FiringRatePenaltyOptions {
  /** Weight of the mean over units of (firing rate - target)^2, in Hz^2; 1e-4 is that of Bellec et al. for 100 units. */
  readonly coefficient: number;
  /** The firing rate every unit should have (Hz); 10 by default. */
  readonly targetHz?: number;
}

/**
 * Adds a penalty that holds the firing rates of spiking units near a target (Bellec et al. 2020, firing rate
 * regularisation): coefficient * mean over units of (f_i - target)^2, with f_i = 1000 / dtMs * the mean of z_i over all trials
 * and steps of the batch, in Hz. The terms of the result are the loss's own, with `firingRate` beside them.
 *
 * @throws ArgumentError for a negative coefficient or target.
 */
export function withFiringRatePenalty(loss: Loss, { coefficient, targetHz = 10 }: FiringRatePenaltyOptions): Loss {
  checkNumber('withFiringRatePenalty', 'coefficient', coefficient, 0);
  checkNumber('withFiringRatePenalty', 'targetHz', targetHz, 0);
  return <F extends Floats>(...[rollout, batch]: Parameters<Loss>): LossValue<F> => {
    const main = loss(rollout, batch) as LossValue<F>;
    const { nUnits, rates } = rollout;
    if (!(batch.dtMs > 0))
      throw new ArgumentError(`withFiringRatePenalty: dtMs of the batch is ${batch.dtMs}; expected a duration in ms`);
    const rows = rollout.trials * rollout.steps;
    const hertz = 1000 / batch.dtMs;
    const errors = new Float64Array(nUnits);
    for (let row = 0; row < rows; row++) for (let i = 0; i < nUnits; i++) errors[i] += rates[row * nUnits + i];
    for (let i = 0; i < nUnits; i++) errors[i] = (errors[i] / rows) * hertz - targetHz;
    const firingRate = (coefficient * errors.reduce((sum, error) => sum + error * error, 0)) / nUnits;
    const slopes = errors.map((error) => (2 * coefficient * error * hertz) / (nUnits * rows));
    const array = (main.dRates?.array?.slice() ?? rates.slice().fill(0)) as F;
    for (let row = 0; row < rows; row++) for (let i = 0; i < nUnits; i++) array[row * nUnits + i] += slopes[i];
    return {
      ...main,
      value: main.value + firingRate,
      terms: { ...main.terms, firingRate },
      dRates: { ...main.dRates, array },
      perTrial: undefined, // the square of a mean over the batch has no share of a trial
    };
  };
}
