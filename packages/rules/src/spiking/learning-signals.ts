import type { SpikingProblem } from './types.js';

/**
 * The learning signals of all units in one step of one trial, L_t = B^T (readout credit)_t + dL/dz_t, as a function that
 * writes them into an array [nUnits].
 *
 * @returns a function of the row, trial * steps + step.
 */
export function learningSignals({ network, pass, readoutCredit, feedback, dRates }: SpikingProblem) {
  const { nUnits, nOut } = network;
  const factor = dRates?.factor ?? 0;
  return (row: number, signals: Float64Array): void => {
    signals.fill(0);
    const now = row * nUnits;
    for (let o = 0; o < nOut; o++) {
      const credit = readoutCredit[row * nOut + o];
      if (credit !== 0) for (let i = 0; i < nUnits; i++) signals[i] += feedback[o * nUnits + i] * credit;
    }
    if (dRates?.array) for (let i = 0; i < nUnits; i++) signals[i] += dRates.array[now + i];
    if (factor !== 0) for (let i = 0; i < nUnits; i++) signals[i] += factor * pass.spikes[now + i];
  };
}
