import { checkLength, type LossValue, type RunSize } from '@lrsim/core';

/** What the learning signals of a batch are made of. */
export interface SignalSources {
  readonly size: RunSize;
  readonly nUnits: number;
  readonly nOut: number;
  /** dL/d(V h_t + c) [trials, steps, nOut]: dL/dy_t, filtered back in time where the readout leaks. */
  readonly readoutCredit: ArrayLike<number>;
  /** B [nOut, nUnits], which carries the readout's errors to the units: the readout weights, or a feedback matrix. */
  readonly feedback: ArrayLike<number>;
  readonly dRates?: LossValue['dRates'];
  /** Firing rates (or spikes) h_t [trials, steps, nUnits]; read where dRates has a factor. */
  readonly rates: ArrayLike<number>;
}

/**
 * The learning signals of all units at one step of one trial, lambda_t = B^T (readout credit)_t + dL/dh_t, as a function that
 * writes them into an array [nUnits].
 *
 * @param where - the calling function, for messages.
 * @returns a function of the row, trial * steps + step with steps counted from 0.
 * @throws ArgumentError where an array does not have the size of the batch.
 */
export function learningSignals(where: string, sources: SignalSources) {
  const { size, nUnits, nOut, readoutCredit, feedback, dRates, rates } = sources;
  checkLength(where, 'dOutputs of the loss', readoutCredit, [size.trials, size.steps, nOut]);
  checkLength(where, 'the readout feedback', feedback, [nOut, nUnits]);
  if (dRates?.array) checkLength(where, 'dRates.array of the loss', dRates.array, [size.trials, size.steps, nUnits]);
  const { array, factor = 0 } = dRates ?? {};
  return (row: number, signals: Float64Array): void => {
    signals.fill(0);
    for (let o = 0; o < nOut; o++) {
      const credit = readoutCredit[row * nOut + o];
      if (credit !== 0) for (let i = 0; i < nUnits; i++) signals[i] += feedback[o * nUnits + i] * credit;
    }
    if (array) for (let i = 0; i < nUnits; i++) signals[i] += array[row * nUnits + i];
    if (factor !== 0) for (let i = 0; i < nUnits; i++) signals[i] += factor * rates[row * nUnits + i];
  };
}
