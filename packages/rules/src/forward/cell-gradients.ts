import type { Floats } from '@lrsim/core';
import type { CellGradients, LeakyNetwork } from '@lrsim/rnn';
import type { ReadoutGradients } from '../readout-gradients.js';

/** How many columns the family's gradients have for each unit: recurrent weights, input weights, bias and initial state. */
export const columnsOf = ({ nUnits, nIn }: { readonly nUnits: number; readonly nIn: number }): number =>
  nUnits + nIn + 2;

/** The gradient [nUnits, columns] of a forward rule, and that of the readout, as gradients of a network's cell. */
export function cellGradients<F extends Floats>(
  { nUnits, nIn, kernel }: LeakyNetwork<F>,
  gradient: Float64Array,
  { readoutWeights, readoutBias }: ReadoutGradients,
): CellGradients<F> {
  const columns = columnsOf({ nUnits, nIn });
  const part = (from: number, width: number): F => {
    const values = kernel.zeros(nUnits * width);
    for (let i = 0; i < nUnits; i++)
      values.set(gradient.subarray(i * columns + from, i * columns + from + width), i * width);
    return values;
  };
  const inPrecision = (values: Float64Array): F => {
    const copy = kernel.zeros(values.length);
    copy.set(values);
    return copy;
  };
  return {
    recurrentWeights: part(0, nUnits),
    inputWeights: part(nUnits, nIn),
    bias: part(nUnits + nIn, 1),
    initialState: part(nUnits + nIn + 1, 1),
    readoutWeights: inPrecision(readoutWeights),
    readoutBias: inPrecision(readoutBias),
  };
}
