import type { Floats, NdArray, Params, Rng } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';

/** The state of a rule with a fixed matrix B in place of the readout weights, of their shape [nOut, nUnits]. */
export type ReadoutFeedback = Params & { readonly readoutFeedback: NdArray<Floats> };

/** A matrix drawn like the initial readout weights, uniform on +-1 / sqrt(nUnits). */
export function randomFeedback(nUnits: number, shape: readonly number[], rng: Rng): NdArray<Float32Array> {
  const bound = 1 / Math.sqrt(nUnits);
  const length = shape.reduce((product, size) => product * size, 1);
  return { data: Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1)), shape };
}

/** Draws B for a network. */
export const randomReadoutFeedback = <F extends Floats>(
  { nOut, nUnits }: LeakyNetwork<F>,
  rng: Rng,
): ReadoutFeedback => ({
  readoutFeedback: randomFeedback(nUnits, [nOut, nUnits], rng.fork('readout feedback')),
});
