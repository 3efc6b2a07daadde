import {
  ArgumentError,
  checkFinite,
  checkInteger,
  checkLength,
  checkNumber,
  type Floats,
  type Params,
  type RunSize,
} from '@lrsim/core';
import { activationNamed } from './activations.js';
import { effectiveWeights, type RecurrentConstraint, rawGradient } from './constraint.js';
import { initialParams } from './initialise.js';
import { parameterShapes } from './parameter-shapes.js';
import type { Cell, CellTypes, Kernel, LeakyNetwork, LeakyParams, ParameterName } from './types.js';

/** What makes a leaky network. */
export interface LeakyNetworkOptions<F extends Floats> {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** `referenceKernel`, or what `tfjsWasmKernel()` resolves to. */
  readonly kernel: Kernel<F>;
  /** 'retanh' (max(tanh a, 0), default), 'relu', 'tanh', 'softplus', 'logistic' or 'linear'. */
  readonly activation?: string;
  /** Leak alpha = dt / tau, in (0, 1]; 0.1 by default. */
  readonly alpha?: number;
  /** Gain of the initial recurrent weights: gain 1 (default) is an element SD of 1.5 / sqrt(nUnits). */
  readonly gain?: number;
  /** SD of the Gaussian noise on the rates while training; 0 by default. */
  readonly noise?: number;
  /** Dale's law or sparsity: `dale(...)` or `sparse(...)`; none by default. */
  readonly constraint?: RecurrentConstraint;
  /** Cell types with block-wise connections: set by default to 8 + 8 types, blocks kept with 0.5, for Dale with relu. */
  readonly cellTypes?: CellTypes | 'none';
}

const DALE_RELU_TYPES: CellTypes = { excitatory: 8, inhibitory: 8, blockProbability: 0.5 };

/**
 * A leaky rate network, leak on the pre-activation (Liu, Yang & Cueva 2025, Eq. 1):
 * a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b), h_t = f(a_t) + noise, y_t = V h_t + c, h_0 = f(a_0).
 * W, U, b, V, c and a_0 are trained.
 *
 * @throws ArgumentError for a size, leak, gain, noise or mask that does not fit.
 */
export function leakyNetwork<F extends Floats>(options: LeakyNetworkOptions<F>): LeakyNetwork<F> {
  const { nIn, nUnits, nOut, kernel, alpha = 0.1, gain = 1, noise = 0, constraint = { kind: 'none' } } = options;
  checkInteger('leakyNetwork', 'nIn', nIn);
  checkInteger('leakyNetwork', 'nUnits', nUnits);
  checkInteger('leakyNetwork', 'nOut', nOut);
  checkNumber('leakyNetwork', 'alpha', alpha, Number.MIN_VALUE, 1);
  checkNumber('leakyNetwork', 'gain', gain, 0);
  checkNumber('leakyNetwork', 'noise', noise, 0);
  if (constraint.kind !== 'none')
    checkLength('leakyNetwork', 'constraint.mask', constraint.mask.data, [nUnits, nUnits]);
  const activation = activationNamed(options.activation ?? 'retanh');
  const cellTypes = cellTypesOf(options.cellTypes, constraint, activation.name);
  const shapes = parameterShapes({ nIn, nUnits, nOut });

  const cellOf = (params: Params<F>): Cell<F> => {
    const weights = {} as Record<ParameterName, F>;
    for (const name of Object.keys(shapes) as ParameterName[]) {
      const parameter = params[name];
      if (!parameter)
        throw new ArgumentError(`leakyNetwork: params has no ${name}; expected ${Object.keys(shapes).join(', ')}`);
      checkLength('leakyNetwork', `params.${name}`, parameter.data, shapes[name]);
      weights[name] = parameter.data;
    }
    weights.recurrentWeights = effectiveWeights(constraint, weights.recurrentWeights);
    return { nIn, nUnits, nOut, alpha, activation, weights };
  };

  const forward = (
    params: Params<F>,
    inputs: ArrayLike<number>,
    size: RunSize,
    batchNoise: ArrayLike<number> | undefined,
    record: 'rollout' | 'gradient',
  ) => {
    checkInteger('leakyNetwork', 'trials', size.trials);
    checkInteger('leakyNetwork', 'steps', size.steps);
    const shape = [size.trials, size.steps, nIn];
    checkLength('leakyNetwork', 'inputs', inputs, shape);
    checkFinite('leakyNetwork', 'inputs', inputs, shape);
    if (batchNoise) checkLength('leakyNetwork', 'noise', batchNoise, [size.trials, size.steps, nUnits]);
    return kernel.forward(cellOf(params), inputs, size, batchNoise, record);
  };

  return {
    cell: 'leaky',
    nIn,
    nUnits,
    nOut,
    alpha,
    activation: activation.name,
    gain,
    noise,
    constraint,
    cellTypes,
    kernel,
    init: (rng) => initialParams({ nIn, nUnits, nOut, gain, constraint, cellTypes, zeros: kernel.zeros }, rng),
    drawNoise(rng, { trials, steps }) {
      if (noise === 0) return undefined;
      const drawn = kernel.zeros(trials * steps * nUnits);
      for (let k = 0; k < drawn.length; k++) drawn[k] = noise * rng.normal();
      return drawn;
    },
    run: (params, inputs, size, batchNoise) => forward(params, inputs, size, batchNoise, 'rollout').rollout,
    forward: (params, inputs, size, batchNoise) => forward(params, inputs, size, batchNoise, 'gradient'),
    backward(params, pass, sensitivity, credit) {
      const raw = params.recurrentWeights.data;
      const gradients = pass.backward(sensitivity, credit(effectiveWeights(constraint, raw)));
      gradients.recurrentWeights = rawGradient(constraint, raw, gradients.recurrentWeights);
      const names = Object.keys(shapes) as ParameterName[];
      return Object.fromEntries(
        names.map((name) => [name, { data: gradients[name], shape: shapes[name] }]),
      ) as unknown as LeakyParams<F>;
    },
  };
}

function cellTypesOf(
  requested: CellTypes | 'none' | undefined,
  constraint: RecurrentConstraint,
  activation: string,
): CellTypes | undefined {
  if (requested === 'none') return undefined;
  const types = requested ?? (constraint.kind === 'dale' && activation === 'relu' ? DALE_RELU_TYPES : undefined);
  if (!types) return undefined;
  if (constraint.kind !== 'dale')
    throw new ArgumentError('leakyNetwork: cellTypes need a constraint made by dale(...)');
  const inhibitoryUnits = constraint.mask.shape[0] - constraint.excitatoryUnits;
  if (types.excitatory > constraint.excitatoryUnits || types.inhibitory > inhibitoryUnits)
    throw new ArgumentError(
      `leakyNetwork: cellTypes asks for ${types.excitatory} + ${types.inhibitory} types of ${constraint.excitatoryUnits} excitatory ` +
        `and ${inhibitoryUnits} inhibitory units; expected at least one unit a type (or cellTypes: 'none')`,
    );
  return types;
}
