import type { Floats, NdArray, Rng } from '@lrsim/core';
import { typeOfUnit } from './cell-types.js';
import type { RecurrentConstraint } from './constraint.js';
import type { CellTypes, LeakyParams } from './types.js';

/** Element SD of the recurrent weights, times sqrt(nUnits), at gain 1: the paper's code multiplies its gain by this. */
const SD_AT_GAIN_ONE = 1.5;

interface InitialSettings<F extends Floats> {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly gain: number;
  readonly constraint: RecurrentConstraint;
  readonly cellTypes: CellTypes | undefined;
  readonly zeros: (length: number) => F;
}

/**
 * Initial parameters as the paper's code draws them (Liu, Yang & Cueva 2025):
 *
 * - W_ij ~ N(0, (1.5 gain)^2 / nUnits). **Gain 1 is an element SD of 1.5 / sqrt(nUnits)**, a spectral radius near 1.5;
 * - U_ij ~ N(0, 1 / nIn); V uniform on +-1/sqrt(nUnits); b, c and a_0 zero;
 * - sparse: W is divided by sqrt(density), which keeps its norm;
 * - Dale: excitatory columns are divided by (excitatory / inhibitory units), so that mean excitation and inhibition balance;
 * - Dale with cell types: each block of (post type x pre type) is kept with `blockProbability`, then every row is divided
 *   by its L1 norm, so that the gain has no effect.
 *
 * Each array has its own stream of random numbers: changing one size or setting leaves the other arrays' draws alone.
 */
export function initialParams<F extends Floats>(settings: InitialSettings<F>, rng: Rng): LeakyParams<F> {
  const { nIn, nUnits, nOut, zeros } = settings;
  const array = (shape: number[], draw: (index: number) => number): NdArray<F> => {
    const data = zeros(shape.reduce((product, size) => product * size, 1));
    for (let i = 0; i < data.length; i++) data[i] = draw(i);
    return { data, shape };
  };
  const input = rng.fork('input weights');
  const recurrent = initialRecurrentWeights(settings, rng);
  const readout = rng.fork('readout weights');
  return {
    recurrentWeights: array([nUnits, nUnits], (i) => recurrent[i]),
    inputWeights: array([nUnits, nIn], () => input.normal() / Math.sqrt(nIn)),
    bias: array([nUnits], () => 0),
    readoutWeights: array([nOut, nUnits], () => (2 * readout.uniform() - 1) / Math.sqrt(nUnits)),
    readoutBias: array([nOut], () => 0),
    initialState: array([nUnits], () => 0),
  };
}

function initialRecurrentWeights(settings: InitialSettings<Floats>, rng: Rng): Float64Array {
  const { nUnits, gain, constraint, cellTypes } = settings;
  const stream = rng.fork('recurrent weights');
  const density = constraint.kind === 'none' ? 1 : constraint.density;
  const sd = (SD_AT_GAIN_ONE * gain) / Math.sqrt(nUnits * density);
  const weights = Float64Array.from({ length: nUnits * nUnits }, () => sd * stream.normal());
  if (constraint.kind !== 'dale') return weights;
  const balance = constraint.excitatoryUnits / (nUnits - constraint.excitatoryUnits);
  for (let k = 0; k < weights.length; k++) if (k % nUnits < constraint.excitatoryUnits) weights[k] /= balance;
  if (cellTypes) {
    removeBlocks(weights, nUnits, typeOfUnit(nUnits, constraint.excitatoryUnits, cellTypes), cellTypes, rng);
    normaliseRows(weights, nUnits);
  }
  return weights;
}

function removeBlocks(weights: Float64Array, nUnits: number, typeOf: Int32Array, types: CellTypes, rng: Rng): void {
  const stream = rng.fork('blocks of connections');
  const nTypes = types.excitatory + types.inhibitory;
  const kept = Array.from({ length: nTypes * nTypes }, () => stream.uniform() < types.blockProbability);
  for (let post = 0; post < nUnits; post++)
    for (let pre = 0; pre < nUnits; pre++)
      if (!kept[typeOf[post] * nTypes + typeOf[pre]]) weights[post * nUnits + pre] = 0;
}

/** Divides each row by its L1 norm; a unit that lost all its inputs stays without. */
function normaliseRows(weights: Float64Array, nUnits: number): void {
  for (let post = 0; post < nUnits; post++) {
    const row = weights.subarray(post * nUnits, (post + 1) * nUnits);
    const norm = row.reduce((sum, w) => sum + Math.abs(w), 0);
    if (norm > 0) for (let pre = 0; pre < nUnits; pre++) row[pre] /= norm;
  }
}
