import type { ParameterName } from './types.js';

/** The shape of every parameter of a leaky network of these sizes. */
export function parameterShapes(sizes: { nIn: number; nUnits: number; nOut: number }): Record<ParameterName, number[]> {
  const { nIn, nUnits, nOut } = sizes;
  return {
    recurrentWeights: [nUnits, nUnits],
    inputWeights: [nUnits, nIn],
    bias: [nUnits],
    readoutWeights: [nOut, nUnits],
    readoutBias: [nOut],
    initialState: [nUnits],
  };
}
