import type { NdArray, Rng } from '@lrsim/core';
import type { RecurrentConstraint } from '../constraint.js';
import type { SpikingParams } from './types.js';

interface InitialSettings {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  readonly gain: number;
  readonly constraint: RecurrentConstraint;
}

/**
 * Initial parameters: W_ij ~ gain N(0, 1 / nUnits) without self-connections, U_ij ~ N(0, 1 / nIn) (both as in the code of
 * Bellec et al. 2020), V uniform on +-1 / sqrt(nUnits), c zero. Under a constraint W is divided by sqrt(density), and under
 * Dale's law excitatory columns by (excitatory / inhibitory units), so that mean excitation and inhibition balance.
 *
 * Each array has its own stream of random numbers.
 */
export function initialSpikingParams(
  { nIn, nUnits, nOut, gain, constraint }: InitialSettings,
  rng: Rng,
): SpikingParams {
  const array = (shape: number[], draw: (index: number) => number): NdArray<Float64Array> => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { data: Float64Array.from({ length }, (_, index) => draw(index)), shape };
  };
  const recurrent = rng.fork('recurrent weights');
  const input = rng.fork('input weights');
  const readout = rng.fork('readout weights');
  const density = constraint.kind === 'none' ? 1 : constraint.density;
  const excitatory = constraint.kind === 'dale' ? constraint.excitatoryUnits : 0;
  const sd = gain / Math.sqrt(nUnits * density);
  return {
    recurrentWeights: array([nUnits, nUnits], (k) => {
      const [post, pre] = [Math.floor(k / nUnits), k % nUnits];
      const weight = sd * recurrent.normal(); // drawn for the diagonal too: other settings leave the stream alone
      if (post === pre) return 0;
      return pre < excitatory ? (weight * (nUnits - excitatory)) / excitatory : weight;
    }),
    inputWeights: array([nUnits, nIn], () => input.normal() / Math.sqrt(nIn)),
    readoutWeights: array([nOut, nUnits], () => (2 * readout.uniform() - 1) / Math.sqrt(nUnits)),
    readoutBias: array([nOut], () => 0),
  };
}
