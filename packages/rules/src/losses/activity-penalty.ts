import { checkNumber, type Floats, type Loss, type LossValue, type Rollout } from '@lrsim/core';

/** The coefficient training starts with in the paper. */
export const INITIAL_PENALTY = 10;

/**
 * Adds a penalty on activity, coefficient * mean(h^2) over all trials, steps and units (the mask is not applied).
 * The terms of the result are the loss's own, with `penalty` beside them.
 */
export function withActivityPenalty(loss: Loss, coefficient: number): Loss {
  checkNumber('withActivityPenalty', 'coefficient', coefficient, 0);
  return <F extends Floats>(...[rollout, batch]: Parameters<Loss>): LossValue<F> => {
    const main = loss(rollout, batch) as LossValue<F>;
    const penalty = coefficient * rollout.meanSquareRate;
    const count = rollout.trials * rollout.steps * rollout.nUnits;
    return {
      value: main.value + penalty,
      terms: { ...main.terms, penalty },
      dOutputs: main.dOutputs,
      dRates: { ...main.dRates, factor: (main.dRates?.factor ?? 0) + (2 * coefficient) / count },
      // read on demand: it needs the rates in a layout that training does without
      get perTrial() {
        return main.perTrial && withSquaredRates(main.perTrial, rollout, coefficient / count);
      },
    };
  };
}

/** Each trial's share of a loss with factor * (the sum of its h^2) on top. */
function withSquaredRates(perTrial: Float64Array, { rates, trials }: Rollout, factor: number): Float64Array {
  const perTrialRates = rates.length / trials;
  return perTrial.map((share, trial) => {
    let sum = 0;
    for (let k = trial * perTrialRates; k < (trial + 1) * perTrialRates; k++) sum += rates[k] * rates[k];
    return share + factor * sum;
  });
}

/**
 * The coefficient for the next update: 2/3 of the current one while the penalty is at least half the main loss
 * (Liu, Yang & Cueva 2025, their code; it never grows).
 */
export function adaptPenalty(coefficient: number, terms: { readonly main: number; readonly penalty: number }): number {
  return terms.penalty >= terms.main / 2 ? (coefficient * 2) / 3 : coefficient;
}
