import type { Floats } from '@lrsim/core';
import type { CellGradients, LeakyNetwork, ParameterName } from '@lrsim/rnn';

/** Gradients of a network's cell, in its kernel's precision, from those a rule has; the others are 0. */
export function cellGradients<F extends Floats>(
  { nIn, nUnits, nOut, kernel }: LeakyNetwork<F>,
  given: Readonly<Partial<Record<ParameterName, ArrayLike<number>>>>,
): CellGradients<F> {
  const array = (name: ParameterName, length: number): F => {
    const values = kernel.zeros(length);
    const some = given[name];
    if (some) values.set(some);
    return values;
  };
  return {
    recurrentWeights: array('recurrentWeights', nUnits * nUnits),
    inputWeights: array('inputWeights', nUnits * nIn),
    bias: array('bias', nUnits),
    readoutWeights: array('readoutWeights', nOut * nUnits),
    readoutBias: array('readoutBias', nOut),
    initialState: array('initialState', nUnits),
  };
}
