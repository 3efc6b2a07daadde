import { ArgumentError, type MatrixInput, type NdArray, toNdArray } from '@lrsim/core';

/**
 * A dataset with what can be drawn of it: conditions are the first axis of [conditions, time, units], or the rows of
 * [samples, units]; units are the last axis.
 */
export interface Drawable {
  readonly conditions: number;
  readonly units: number;
  /** The dataset with these conditions, in this order, also repeated. */
  withConditions(chosen: readonly number[]): NdArray;
  /** The dataset with these units, in this order. */
  withUnits(chosen: readonly number[]): NdArray;
}

/** Reads a dataset of which parts are to be drawn. */
export function drawable(where: string, argument: string, input: MatrixInput): Drawable {
  const { data, shape } = toNdArray(where, argument, input);
  const [conditions, units] = [shape[0], shape[shape.length - 1]];
  const block = data.length / conditions;
  return {
    conditions,
    units,
    withConditions(chosen) {
      const drawn = new Float64Array(chosen.length * block);
      chosen.forEach((condition, k) => {
        drawn.set(data.subarray(condition * block, (condition + 1) * block), k * block);
      });
      return { data: drawn, shape: [chosen.length, ...shape.slice(1)] };
    },
    withUnits(chosen) {
      const drawn = new Float64Array((data.length / units) * chosen.length);
      for (let from = 0, to = 0; from < data.length; from += units)
        for (const unit of chosen) drawn[to++] = data[from + unit];
      return { data: drawn, shape: [...shape.slice(0, -1), chosen.length] };
    },
  };
}

/** Reads two datasets of the same conditions. */
export function drawablePair(where: string, x: MatrixInput, y: MatrixInput): [x: Drawable, y: Drawable] {
  const [a, b] = [drawable(where, 'x', x), drawable(where, 'y', y)];
  if (a.conditions !== b.conditions)
    throw new ArgumentError(
      `${where}: x has ${a.conditions} conditions, y has ${b.conditions}; both need the same conditions in the same order`,
    );
  return [a, b];
}

/** 0 .. n - 1. */
export const indices = (n: number) => Array.from({ length: n }, (_, i) => i);
