import {
  ArgumentError,
  checkFinite,
  checkInteger,
  checkLength,
  checkNumber,
  type Floats,
  gaussianNoise,
  type Noise,
  type Params,
  type RunSize,
} from '@lrsim/core';
import { activationNamed } from './activations.js';
import { cellTypesOf } from './cell-types.js';
import { checkFraction, checkReadoutLeak } from './check-fraction.js';
import { checkGradients, checkNoise, checkRates, checkSensitivity } from './check-pass.js';
import { checkRoute } from './check-route.js';
import { checkConstraint, effectiveWeights, type RecurrentConstraint, rawGradient } from './constraint.js';
import { initialParams } from './initialise.js';
import { parameterShapes } from './parameter-shapes.js';
import { filterBackward, filterForward } from './readout-leak.js';
import type {
  Cell,
  CellGradients,
  CellTypes,
  Kernel,
  Leak,
  LeakyNetwork,
  LeakyParams,
  ParameterName,
} from './types.js';
import { weightsOf } from './weights-of.js';

/** What makes a leaky network. */
export interface LeakyNetworkOptions<F extends Floats> {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** `referenceKernel`, or what `bestKernel()` resolves to. */
  readonly kernel: Kernel<F>;
  /** 'retanh' (max(tanh a, 0), default), 'relu', 'tanh', 'softplus', 'logistic' or 'linear'. */
  readonly activation?: string;
  /** What the leak acts on: 'pre-activation' (default) or 'rate'. */
  readonly leak?: Leak;
  /** Leak alpha = dt / tau, in (0, 1]; 0.1 by default. */
  readonly alpha?: number;
  /** kappa of a leaky readout y_t = kappa y_{t-1} + V h_t + c, in [0, 1); 0 by default. */
  readonly readoutLeak?: number;
  /** Gain of the initial recurrent weights: gain 1 (default) is an element SD of 1.5 / sqrt(nUnits). */
  readonly gain?: number;
  /** SD of the Gaussian noise on the rates while training; 0 by default. */
  readonly noise?: number;
  /** Dale's law or sparsity: `dale(...)` or `sparse(...)`; none by default. */
  readonly constraint?: RecurrentConstraint;
  /**
   * Cell types with block-wise connections and rows normalised to L1 norm 1. Default: for Dale's law with relu the
   * paper's 8 + 8 types, blocks kept with probability 0.5; 'none' otherwise.
   */
  readonly cellTypes?: CellTypes | 'none';
}

/**
 * A leaky rate network. By default the leak is on the pre-activation (Liu, Yang & Cueva 2025, Eq. 1):
 * a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b), h_t = f(a_t) + noise, y_t = V h_t + c, h_0 = f(a_0).
 * With the leak on the rate (Murray 2019): r_t = (1 - alpha) r_{t-1} + alpha f(W h_{t-1} + U x_t + b), h_t = r_t + noise,
 * h_0 = r_0. W, U, b, V, c and the initial state a_0 or r_0 are trained.
 *
 * Its methods check what they are given: shapes and finite values of parameters and inputs, and that neither rates nor
 * gradients grow without bound.
 *
 * @throws ArgumentError for a size, leak, alpha, gain, noise, constraint or cell types that do not fit.
 */
export function leakyNetwork<F extends Floats>(options: LeakyNetworkOptions<F>): LeakyNetwork<F> {
  const { nIn, nUnits, nOut, kernel, leak = 'pre-activation', alpha = 0.1, readoutLeak = 0 } = options;
  const { gain = 1, noise = 0, constraint = { kind: 'none' } } = options;
  checkInteger('leakyNetwork', 'nIn', nIn);
  checkInteger('leakyNetwork', 'nUnits', nUnits);
  checkInteger('leakyNetwork', 'nOut', nOut);
  if (typeof kernel?.forward !== 'function')
    throw new ArgumentError(
      'leakyNetwork: kernel is not a kernel; expected referenceKernel or what bestKernel() resolves to (await it)',
    );
  if (leak !== 'pre-activation' && leak !== 'rate')
    throw new ArgumentError(`leakyNetwork: leak is '${leak}'; expected 'pre-activation' or 'rate'`);
  checkFraction('leakyNetwork', 'alpha', alpha);
  checkReadoutLeak('leakyNetwork', readoutLeak);
  checkNumber('leakyNetwork', 'gain', gain, 0);
  checkNumber('leakyNetwork', 'noise', noise, 0);
  checkConstraint('leakyNetwork', constraint, nUnits);
  const activation = activationNamed(options.activation ?? 'retanh');
  const cellTypes = cellTypesOf('leakyNetwork', options.cellTypes, constraint, activation.name);
  const shapes = parameterShapes({ nIn, nUnits, nOut });

  const cellOf = (params: Params<F>): Cell<F> => {
    const raw = weightsOf('leakyNetwork', params, shapes);
    const weights = { ...raw, recurrentWeights: effectiveWeights(constraint, raw.recurrentWeights) };
    return { nIn, nUnits, nOut, leak, alpha, activation, weights };
  };

  const forward = (
    params: Params<F>,
    inputs: ArrayLike<number>,
    size: RunSize,
    batchNoise: Noise | undefined,
    record: 'rollout' | 'gradient',
  ) => {
    checkInteger('leakyNetwork', 'trials', size.trials);
    checkInteger('leakyNetwork', 'steps', size.steps);
    const shape = [size.trials, size.steps, nIn];
    checkLength('leakyNetwork', 'inputs', inputs, shape);
    checkFinite('leakyNetwork', 'inputs', inputs, shape);
    checkNoise('leakyNetwork', batchNoise, [size.trials, size.steps, nUnits]);
    const pass = kernel.forward(cellOf(params), inputs, size, batchNoise, record);
    checkRates('leakyNetwork', pass.rollout);
    if (readoutLeak > 0) filterForward(pass.rollout.outputs, size, readoutLeak);
    return pass;
  };

  const gradientsOf = (params: Params<F>, ofCell: CellGradients<F>): LeakyParams<F> => {
    const raw = params.recurrentWeights.data;
    const gradients = { ...ofCell, recurrentWeights: rawGradient(constraint, raw, ofCell.recurrentWeights) };
    checkGradients('leakyNetwork', gradients);
    const names = Object.keys(shapes) as ParameterName[];
    return Object.fromEntries(
      names.map((name) => [name, { data: gradients[name], shape: shapes[name] }]),
    ) as unknown as LeakyParams<F>;
  };

  const readoutCredit = (dOutputs: F, size: RunSize): F =>
    readoutLeak > 0 ? filterBackward(dOutputs, size, readoutLeak) : dOutputs;

  return {
    cell: leak === 'rate' ? 'leaky-rate' : 'leaky',
    leak,
    readoutLeak,
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
      return { rates: gaussianNoise(rng, trials * steps * nUnits, noise) };
    },
    cellOf,
    run: (params, inputs, size, batchNoise) => forward(params, inputs, size, batchNoise, 'rollout').rollout,
    forward: (params, inputs, size, batchNoise) => forward(params, inputs, size, batchNoise, 'gradient'),
    backward(params, pass, sensitivity, credit) {
      const route = credit(effectiveWeights(constraint, params.recurrentWeights.data));
      checkSensitivity('leakyNetwork', { nUnits, nOut }, pass.rollout, sensitivity);
      checkRoute('leakyNetwork', { nUnits, nOut, leak }, route);
      const dOutputs = readoutCredit(sensitivity.dOutputs, pass.rollout);
      // Field by field: a loss may work out others, such as its value per trial, only when they are read.
      return gradientsOf(params, pass.backward({ dOutputs, dRates: sensitivity.dRates }, route));
    },
    readoutCredit,
    gradientsOf,
  };
}
