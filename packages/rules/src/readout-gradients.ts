/** Gradients of the readout, in float64. */
export interface ReadoutGradients {
  readonly readoutWeights: Float64Array; // [nOut, nUnits]
  readonly readoutBias: Float64Array; // [nOut]
}

/**
 * The exact gradients of the readout, G_V = sum_t (readout credit)_t h_t^T and G_c = sum_t (readout credit)_t, which every rule
 * shares.
 *
 * @param readoutCredit - dL/d(V h_t + c) [rows, nOut], with a row for every step of every trial.
 * @param rates - h_t (or spikes) [rows, nUnits].
 */
export function readoutGradients(
  readoutCredit: ArrayLike<number>,
  rates: ArrayLike<number>,
  { nOut, nUnits }: { readonly nOut: number; readonly nUnits: number },
): ReadoutGradients {
  const readoutWeights = new Float64Array(nOut * nUnits);
  const readoutBias = new Float64Array(nOut);
  for (let row = 0; row * nOut < readoutCredit.length; row++)
    for (let o = 0; o < nOut; o++) {
      const credit = readoutCredit[row * nOut + o];
      if (credit === 0) continue; // as where a mask is 0
      readoutBias[o] += credit;
      for (let i = 0; i < nUnits; i++) readoutWeights[o * nUnits + i] += credit * rates[row * nUnits + i];
    }
  return { readoutWeights, readoutBias };
}
