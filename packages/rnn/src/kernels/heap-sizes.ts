import type { RunSize } from '@lrsim/core';
import type { Cell } from '../types.js';

const up = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple;

/** Sizes and strides, in floats, of what the float32 kernels keep on the heap. */
export interface HeapSizes extends RunSize {
  readonly nIn: number;
  readonly nUnits: number;
  readonly nOut: number;
  /** nUnits filled up to whole vectors of four; what is beyond nUnits is zero everywhere. */
  readonly units: number;
  /** Columns of p_t = [h_{t-1}; x_t; 1], h filled up; and the distance of its rows, which are filled up with zeros. */
  readonly presynaptic: number;
  readonly presynapticStride: number;
  /** Distance of the rows of a product with the recurrent weights and, in the same product, the readout weights. */
  readonly driveStride: number;
  /** Columns of [delta_t; g_{t-1}], delta filled up; and the distance of its rows, which are filled up with zeros. */
  readonly credit: number;
  readonly creditStride: number;
  /** Distance, in doubles, of the rows of the summed outer products. */
  readonly sumsStride: number;
}

/** The sizes for a cell and a batch. */
export function heapSizes({ nIn, nUnits, nOut }: Cell<Float32Array>, { trials, steps }: RunSize): HeapSizes {
  const units = up(nUnits, 4);
  const presynaptic = units + nIn + 1;
  return {
    ...{ trials, steps, nIn, nUnits, nOut, units, presynaptic },
    presynapticStride: up(presynaptic, 8),
    driveStride: up(nUnits + nOut, 8),
    credit: units + nOut,
    creditStride: up(units + nOut, 8),
    sumsStride: up(presynaptic, 8),
  };
}

/** Copies step t (from 0) of an array [trials, steps, channels] into rows of `stride` floats, one a trial. */
export function stageStep(
  target: Float32Array,
  stride: number,
  source: ArrayLike<number>,
  { trials, steps }: RunSize,
  t: number,
  channels: number,
): void {
  for (let trial = 0; trial < trials; trial++) {
    const from = (trial * steps + t) * channels;
    const to = trial * stride;
    if (source instanceof Float32Array) target.set(source.subarray(from, from + channels), to);
    else for (let i = 0; i < channels; i++) target[to + i] = source[from + i];
  }
}
