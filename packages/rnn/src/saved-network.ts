import { ArgumentError, FileFormatError, type Floats, type NdArray, type Params } from '@lrsim/core';
import type { RecurrentConstraint } from './constraint.js';
import { leakyNetwork } from './network.js';
import { parameterShapes } from './parameter-shapes.js';
import { readSafetensors, writeSafetensors } from './safetensors.js';
import type { Kernel, LeakyNetwork, LeakyParams, ParameterName } from './types.js';

type Tensors = Readonly<Record<string, NdArray<Floats>>>;

const MASK = 'recurrentMask';
const FORMAT = 'lrsim leaky network 1';

/**
 * A network with its parameters as one safetensors file: sizes, constants, constraint and mask are all in it. The same
 * network and parameters give the same bytes.
 *
 * @throws ArgumentError for parameters that are not this network's.
 */
export function saveNetwork(network: LeakyNetwork, params: Params): Uint8Array {
  const { nIn, nUnits, nOut, leak, alpha, readoutLeak, activation, gain, noise, constraint, cellTypes } = network;
  const misfit = firstMisfit(network, params);
  if (misfit) throw new ArgumentError(`saveNetwork: params ${misfit}`);
  const tensors: Record<string, NdArray<Floats>> = {};
  for (const name of Object.keys(parameterShapes(network))) tensors[name] = params[name];
  let saved: Record<string, unknown> = { kind: 'none' };
  if (constraint.kind !== 'none') {
    const { mask, ...rest } = constraint;
    tensors[MASK] = mask;
    saved = rest;
  }
  const sizes = { nIn, nUnits, nOut };
  const settings = {
    ...sizes,
    leak,
    alpha,
    readoutLeak,
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
 * @param name - what to call the file in messages.
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
  const network = networkOf(metadata.network, tensors, kernel, name);
  const misfit = firstMisfit(network, tensors);
  if (misfit) throw new FileFormatError(`loadNetwork: ${name} is damaged: it ${misfit}`);
  return { network, params: converted(network, tensors) };
}

/** The network its saved settings and mask describe. */
function networkOf<F extends Floats>(settings: string, tensors: Tensors, kernel: Kernel<F>, name: string) {
  try {
    const { constraint: saved, ...rest } = JSON.parse(settings);
    const { [MASK]: mask } = tensors;
    if (saved.kind !== 'none' && !mask) throw new ArgumentError(`the tensor ${MASK} is missing`);
    const constraint: RecurrentConstraint =
      saved.kind === 'none' ? saved : { ...saved, mask: { data: Float32Array.from(mask.data), shape: mask.shape } };
    return leakyNetwork<F>({ ...rest, constraint, kernel });
  } catch (error) {
    throw new FileFormatError(`loadNetwork: ${name} is damaged: ${(error as Error).message}`, { cause: error });
  }
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
 * Parameters from a safetensors export of a state dictionary of the paper's PyTorch class (fc_h2ah.weight, ...), raw
 * recurrent weights as there: its masks are not in the file and have to be in the network's constraint.
 *
 * @param name - what to call the file in messages.
 * @throws FileFormatError for a damaged file or one without these tensors, ArgumentError where it does not fit the
 *   network's sizes.
 */
export function readPytorchCheckpoint<F extends Floats>(
  network: LeakyNetwork<F>,
  bytes: Uint8Array,
  name = 'the file',
): LeakyParams<F> {
  const { tensors } = readSafetensors(bytes, name);
  const missing = Object.values(PYTORCH_NAMES).find((theirs) => !tensors[theirs]);
  if (missing)
    throw new FileFormatError(
      `readPytorchCheckpoint: ${name} has no ${missing}; it holds ${Object.keys(tensors).join(', ') || 'nothing'}`,
    );
  const renamed = Object.entries(PYTORCH_NAMES).map(([ours, theirs]) => [ours, tensors[theirs]]);
  const params: Tensors = Object.fromEntries(renamed);
  const misfit = firstMisfit(network, params);
  if (misfit)
    throw new ArgumentError(`readPytorchCheckpoint: ${name} is of another size than the network: it ${misfit}`);
  return converted(network, params);
}

/** What is wrong with the first tensor that is no parameter of this network; undefined where all are. */
function firstMisfit(network: LeakyNetwork, tensors: Tensors): string | undefined {
  const { nIn, nUnits, nOut } = network;
  for (const [parameter, shape] of Object.entries(parameterShapes(network))) {
    const tensor = tensors[parameter];
    if (!tensor) return `has no ${parameter}; it holds ${Object.keys(tensors).join(', ') || 'nothing'}`;
    if (tensor.shape.join() !== shape.join())
      return (
        `has ${parameter} of the shape [${tensor.shape.join(', ')}]; expected [${shape.join(', ')}] ` +
        `(nIn ${nIn}, nUnits ${nUnits}, nOut ${nOut})`
      );
  }
  return undefined;
}

/** Tensors that are this network's parameters, in the precision of its kernel. */
function converted<F extends Floats>(network: LeakyNetwork<F>, tensors: Tensors): LeakyParams<F> {
  const params = {} as Record<ParameterName, NdArray<F>>;
  for (const [parameter, shape] of Object.entries(parameterShapes(network)) as [ParameterName, number[]][]) {
    const data = network.kernel.zeros(tensors[parameter].data.length);
    data.set(tensors[parameter].data);
    params[parameter] = { data, shape };
  }
  return params;
}
