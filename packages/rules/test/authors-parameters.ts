import type { Params } from '@lrsim/core';
import { type LeakyNetwork, readPytorchCheckpoint, writeSafetensors } from '@lrsim/rnn';
import type { ReferenceTensors } from '@lrsim/test-support';

type Tensors = ReferenceTensors['tensors'];

/** Names of the parameters in the paper's code. */
export const authorsNames = {
  recurrentWeights: 'fc_h2ah.weight',
  inputWeights: 'fc_x2ah.weight',
  bias: 'fc_x2ah.bias',
  readoutWeights: 'fc_h2y.weight',
  readoutBias: 'fc_h2y.bias',
  initialState: 'ah0',
};

/** Parameters of a network from reference tensors whose names carry a prefix. */
export function paramsFrom<F extends Float32Array | Float64Array>(
  network: LeakyNetwork<F>,
  tensors: Tensors,
  prefix = '',
) {
  const own = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  const stripped = own.map(([name, { data, shape }]) => [name.slice(prefix.length), { data, shape }]);
  return readPytorchCheckpoint(network, writeSafetensors({ tensors: Object.fromEntries(stripped), metadata: {} }));
}

/** The largest difference between parameters (or gradients) and reference tensors whose names carry a prefix; NaN if any is. */
export function largestDifference(params: Params, tensors: Tensors, prefix = ''): number {
  let largest = 0;
  for (const [ours, theirs] of Object.entries(authorsNames)) {
    const { data } = params[ours];
    const reference = tensors[prefix + theirs].data;
    if (data.length !== reference.length) return Number.NaN;
    for (let k = 0; k < data.length; k++) {
      const difference = Math.abs(data[k] - reference[k]);
      if (Number.isNaN(difference)) return difference;
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
