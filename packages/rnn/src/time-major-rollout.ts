import type { Floats, Rollout, RunSize } from '@lrsim/core';

interface TimeMajor<F extends Floats> {
  readonly kernel: string;
  readonly size: RunSize;
  readonly nUnits: number;
  readonly nOut: number;
  /** [trials, steps, nOut] */
  readonly outputs: F;
  readonly meanSquareRate: number;
  /** A zeroed array of the kernel's precision. */
  readonly zeros: (length: number) => F;
  /** Holds h_t of (trial b, unit i) at `offset + (t * trials + b) * stride + i`, t from 0. */
  readonly storage: F;
  readonly offset: number;
  readonly stride: number;
}

/** A rollout over a kernel's time-major storage; the border layout of the rates is made once, when somebody asks. */
export function timeMajorRollout<F extends Floats>(source: TimeMajor<F>): Rollout<F> {
  const { size, nUnits, nOut, outputs, meanSquareRate, kernel, storage, offset, stride } = source;
  const { trials, steps } = size;
  let rates: F | undefined;
  return {
    trials,
    steps,
    nUnits,
    nOut,
    outputs,
    meanSquareRate,
    kernel,
    get rates() {
      if (rates) return rates;
      rates = source.zeros(trials * steps * nUnits);
      for (let t = 0; t < steps; t++)
        for (let b = 0; b < trials; b++) {
          const from = offset + (t * trials + b) * stride;
          rates.set(storage.subarray(from, from + nUnits), (b * steps + t) * nUnits);
        }
      return rates;
    },
  };
}
