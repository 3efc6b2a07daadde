import { ArgumentError, FileFormatError, type Floats, type NdArray, type Params } from '@lrsim/core';
import type { RecurrentConstraint } from './constraint.js';
import { leakyNetwork } from './network.js';
import { parameterShapes } from './parameter-shapes.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import type { Kernel, LeakyNetwork, LeakyParams, ParameterName } from './types.js';

const MASK = 'recurrentMask';
const FORMAT = 'lrsim leaky network 1';

/** A network with its parameters as one safetensors file: sizes, constants, constraint and mask are all in it. */
export function saveNetwork(network: LeakyNetwork, params: Params): Uint8Array {
  const { nIn, nUnits, nOut, alpha, activation, gain, noise, constraint, cellTypes } = network;
  const tensors: Record<string, NdArray<Floats>> = { ...params };
  let saved: Record<string, unknown> = { kind: 'none' };
  if (constraint.kind !== 'none') {
    const { mask, ...rest } = constraint;
    tensors[MASK] = mask;
    saved = rest;
  }
  const settings = {
    nIn,
    nUnits,
    nOut,
    alpha,
    activation,
    gain,
    noise,
    cellTypes: cellTypes ?? 'none',
    constraint: saved,
  };
  return writeSafetensors({ tensors, metadata: { format: FORMAT, network: JSON.stringify(settings) } });
}

/**
 * The network and parameters `saveNetwork` wrote, on a kernel of your choice (values are converted to its precision).
 *
 * @throws FileFormatError for a damaged file or one that is no saved network.
 */
export function loadNetwork<F extends Floats>(
  bytes: Uint8Array,
  kernel: Kernel<F>,
  name = 'the file',
): { network: LeakyNetwork<F>; params: LeakyParams<F> } {
  const { tensors, metadata } = readSafetensors(bytes, name);
  if (metadata.format !== FORMAT)
    throw new FileFormatError(
      `loadNetwork: ${name} is no network saved by lrsim; a PyTorch checkpoint is read by readPytorchCheckpoint`,
    );
  const { constraint: saved, ...settings } = JSON.parse(metadata.network);
  const { [MASK]: mask, ...parameters } = tensors;
  if (saved.kind !== 'none' && !mask) throw new FileFormatError(`loadNetwork: ${name} lacks its tensor ${MASK}`);
  const constraint: RecurrentConstraint = saved.kind === 'none' ? saved : { ...saved, mask };
  const network = leakyNetwork<F>({ ...settings, constraint, kernel });
  return { network, params: fitParams(network, parameters, name) };
}

/** Names of the parameters in the state dictionary of the paper's PyTorch class. */
const PYTORCH_NAMES: Readonly<Record<ParameterName, string>> = {
  recurrentWeights: 'fc_h2ah.weight',
  inputWeights: 'fc_x2ah.weight',
  bias: 'fc_x2ah.bias',
  readoutWeights: 'fc_h2y.weight',
  readoutBias: 'fc_h2y.bias',
  initialState: 'ah0',
};

/**
 * Parameters from a safetensors export of a state dictionary of the paper's PyTorch class (fc_h2ah.weight, ...).
 *
 * @throws FileFormatError for a damaged file, ArgumentError where it does not fit the network's sizes.
 */
export function readPytorchCheckpoint<F extends Floats>(
  network: LeakyNetwork<F>,
  bytes: Uint8Array,
  name = 'the file',
): LeakyParams<F> {
  const { tensors } = readSafetensors(bytes, name);
  const renamed: Record<string, NdArray<Floats>> = {};
  for (const [ours, theirs] of Object.entries(PYTORCH_NAMES)) if (tensors[theirs]) renamed[ours] = tensors[theirs];
  return fitParams(network, renamed, name);
}

/** Checks that tensors are this network's parameters and converts them to its precision. */
function fitParams<F extends Floats>(
  network: LeakyNetwork<F>,
  tensors: Readonly<Record<string, NdArray<Floats>>>,
  name: string,
): LeakyParams<F> {
  const params = {} as Record<ParameterName, NdArray<F>>;
  for (const [parameter, shape] of Object.entries(parameterShapes(network)) as [ParameterName, number[]][]) {
    const tensor = tensors[parameter];
    if (!tensor)
      throw new FileFormatError(
        `${name} has no ${parameter}; it holds ${Object.keys(tensors).join(', ') || 'no known tensor'}`,
      );
    if (tensor.shape.join() !== shape.join())
      throw new ArgumentError(
        `${name} is of another size: its ${parameter} has the shape [${tensor.shape.join(', ')}], the network needs ` +
          `[${shape.join(', ')}] (nIn ${network.nIn}, nUnits ${network.nUnits}, nOut ${network.nOut})`,
      );
    const data = network.kernel.zeros(tensor.data.length);
    data.set(tensor.data);
    params[parameter] = { data, shape };
  }
  return params;
}
