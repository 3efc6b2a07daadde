import { createRng, type Floats, type Rng, type RunSize } from '@lrsim/core';
import { activations } from '../src/activations.js';
import type { Cell, CreditRoute, Kernel, ParameterName, Sensitivity } from '../src/types.js';

/** What a random pass is made of; every field small enough for plain loops. */
export interface PassSettings {
  readonly seed: number;
  readonly activation: string;
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly trials: number;
  readonly steps: number;
  readonly alpha: number;
  readonly noise: boolean;
  readonly dRates: 'none' | 'array' | 'factor' | 'both';
  readonly recurrent: 'none' | 'own' | 'fixed';
  readonly slope?: number;
  /** Bit k cuts the recurrent credit k steps before the end. */
  readonly cuts: number;
  readonly readout: boolean;
}

/** Float32-representable normal numbers, so that kernels of both precisions get the same ones. */
export const normals = (rng: Rng, length: number, scale = 1) =>
  Float32Array.from({ length }, () => scale * rng.normal());

/** A random cell, batch, loss sensitivity and route of credit, in the precision of the kernel. */
export function randomPass<F extends Floats>(kernel: Kernel<F>, settings: PassSettings) {
  const { nIn, nUnits, nOut, trials, steps, alpha, recurrent, slope, cuts } = settings;
  const rng = createRng(settings.seed);
  const draw = (label: string, length: number, scale = 1): F => {
    const data = kernel.zeros(length);
    data.set(normals(rng.fork(label), length, scale));
    return data;
  };
  const weights: Record<ParameterName, F> = {
    recurrentWeights: draw('W', nUnits * nUnits, 1.5 / Math.sqrt(nUnits)),
    inputWeights: draw('U', nUnits * nIn),
    bias: draw('b', nUnits, 0.3),
    readoutWeights: draw('V', nOut * nUnits),
    readoutBias: draw('c', nOut),
    initialState: draw('a0', nUnits),
  };
  const cell: Cell<F> = { nIn, nUnits, nOut, alpha, activation: activations[settings.activation], weights };
  const size: RunSize = { trials, steps };
  const samples = trials * steps;
  const dOutputs = draw('dL/dy', samples * nOut);
  for (let k = 0; k < dOutputs.length; k += 3) dOutputs[k] = 0; // as where a mask is 0
  const dRates =
    settings.dRates === 'none'
      ? undefined
      : {
          array: settings.dRates === 'factor' ? undefined : draw('dL/dh', samples * nUnits),
          factor: settings.dRates === 'array' ? undefined : 0.7,
        };
  const sensitivity: Sensitivity<F> = { dOutputs, dRates };
  const carrier = recurrent === 'own' ? weights.recurrentWeights : draw('M', nUnits * nUnits, 1 / Math.sqrt(nUnits));
  const route: CreditRoute = {
    recurrent:
      recurrent === 'none' ? undefined : { weights: carrier, slope, cut: (after) => ((cuts >> after) & 1) === 1 },
    readout: settings.readout ? draw('B', nOut * nUnits) : undefined,
  };
  const inputs = normals(rng.fork('x'), samples * nIn);
  const noise = settings.noise ? normals(rng.fork('noise'), samples * nUnits, 0.2) : undefined;
  return { cell, inputs, size, noise, sensitivity, route };
}

/** The largest difference between two arrays, relative to the larger of 1 and the largest entry of the second. */
export function relativeDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.NaN;
  let largest = 0;
  let scale = 1;
  for (let k = 0; k < expected.length; k++) {
    const difference = Math.abs(found[k] - expected[k]);
    if (!(difference <= largest)) largest = difference; // NaN stays
    scale = Math.max(scale, Math.abs(expected[k]));
  }
  return largest / scale;
}
