import { createRng, type Floats, type Noise, type Rng, type RunSize } from '@lrsim/core';
import fc from 'fast-check';
import { activations } from '../src/activations.js';
import type { Cell, CreditRoute, Kernel, Leak, ParameterName, Sensitivity } from '../src/types.js';

/** What a random pass is made of; every field small enough for plain loops. */
export interface PassSettings {
  readonly seed: number;
  readonly activation: string;
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly trials: number;
  readonly steps: number;
  readonly leak: Leak;
  readonly alpha: number;
  readonly noise: 'none' | 'rates' | 'both';
  readonly dRates: 'none' | 'array' | 'factor' | 'both';
  readonly recurrent: 'none' | 'own' | 'fixed';
  /** Without effect where the leak is on the rate, for which no rule has one. */
  readonly slope?: number;
  readonly relay: 'none' | 'direct' | 'leaky' | 'sloped';
  /** Bit k cuts the recurrent credit k steps before the end. */
  readonly cuts: number;
  /** Bit t detaches the state after step t. */
  readonly detached: number;
  /** 0 for none; without effect beside a relay. */
  readonly window: number;
  readonly readout: boolean;
}

const relays = {
  none: undefined,
  direct: { leak: false, slope: 0 },
  leaky: { leak: true, slope: 0 },
  sloped: { leak: true, slope: 0.25 },
};

/** Any network, batch, loss and route of credit that a kernel has to compute. */
export const passSettings: fc.Arbitrary<PassSettings> = fc.record({
  seed: fc.integer({ min: 0, max: 1e9 }),
  activation: fc.constantFrom(...Object.keys(activations)),
  nIn: fc.integer({ min: 1, max: 4 }),
  nUnits: fc.integer({ min: 1, max: 9 }),
  nOut: fc.constantFrom(0, 1, 3),
  trials: fc.integer({ min: 1, max: 4 }),
  steps: fc.integer({ min: 1, max: 12 }),
  leak: fc.constantFrom('pre-activation', 'rate'),
  alpha: fc.constantFrom(0.1, 0.4, 1),
  noise: fc.constantFrom('none', 'rates', 'both'),
  dRates: fc.constantFrom('none', 'array', 'factor', 'both'),
  recurrent: fc.constantFrom('none', 'own', 'fixed'),
  slope: fc.constantFrom(undefined, 0.2, 1),
  relay: fc.constantFrom('none', 'direct', 'leaky', 'sloped'),
  cuts: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 13 - 1 })),
  detached: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 13 - 1 })),
  window: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 13 })),
  readout: fc.boolean(),
});

/** Float32-representable normal numbers, so that kernels of both precisions get the same ones. */
export const normals = (rng: Rng, length: number, scale = 1) =>
  Float32Array.from({ length }, () => scale * rng.normal());

/** A random cell, batch, loss sensitivity and route of credit, in the precision of the kernel. */
export function randomPass<F extends Floats>(kernel: Kernel<F>, settings: PassSettings) {
  const { nIn, nUnits, nOut, trials, steps, leak, alpha, recurrent, cuts, detached, window } = settings;
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
  const cell: Cell<F> = { nIn, nUnits, nOut, leak, alpha, activation: activations[settings.activation], weights };
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
  const slope = leak === 'rate' ? undefined : settings.slope;
  const relay = relays[settings.relay === 'sloped' && leak === 'rate' ? 'leaky' : settings.relay];
  const bit = (bits: number, k: number) => ((bits >> k) & 1) === 1;
  const cut = (after: number, step: number) => bit(cuts, after) && step === steps - after;
  const route: CreditRoute = {
    recurrent: recurrent === 'none' ? undefined : { weights: carrier, slope, relay, cut },
    readout: settings.readout ? draw('B', nOut * nUnits) : undefined,
    detach: detached === 0 ? undefined : (step) => bit(detached, step),
    window: window === 0 || relay ? undefined : window,
  };
  const inputs = normals(rng.fork('x'), samples * nIn);
  const drawNoise = (label: string) => normals(rng.fork(label), samples * nUnits, 0.2);
  const noise: Noise | undefined =
    settings.noise === 'none'
      ? undefined
      : { rates: drawNoise('noise'), preActivation: settings.noise === 'both' ? drawNoise('perturbation') : undefined };
  return { cell, inputs, size, noise, sensitivity, route };
}

/** The larger of 1 and the largest magnitude in the arrays: what rounding is relative to. */
export function largestMagnitude(...arrays: readonly ArrayLike<number>[]): number {
  let largest = 1;
  for (const array of arrays) for (let k = 0; k < array.length; k++) largest = Math.max(largest, Math.abs(array[k]));
  return largest;
}

/** The largest difference between two arrays, relative to `scale`. */
export function relativeDifference(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  scale = largestMagnitude(expected),
): number {
  if (found.length !== expected.length) return Number.NaN;
  let largest = 0;
  for (let k = 0; k < expected.length; k++) {
    const difference = Math.abs(found[k] - expected[k]);
    if (!(difference <= largest)) largest = difference; // NaN stays
  }
  return largest / scale;
}
