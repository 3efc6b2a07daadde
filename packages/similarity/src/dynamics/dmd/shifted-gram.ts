import type { Matrix } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';
import { hankelGram } from './hankel-gram.js';
import { type HankelRows, hankelParts } from './hankel-parts.js';

/** Products of the rows of a Hankel matrix H with themselves and with the rows so many steps on, in the same trial. */
export interface ShiftedGram {
  /** H'H of all rows. */
  readonly ofAll: Matrix;
  /** With H- the rows that have a successor and H+ the successors: B'H-'H-B and B'H-'H+B. */
  products(basis: Matrix): { readonly before: Matrix; readonly successors: Matrix };
}

/**
 * Of a Hankel matrix whose delays are one step apart. A row and its successor both lie within a row of the Hankel matrix with so many
 * more delays, whose products therefore hold all that regressing the one on the other needs.
 */
export function shiftedGram(hankel: HankelRows, steps: number): ShiftedGram {
  const { trials, lengths, columns, nDelays } = hankel;
  const shift = steps * trials[0].columns;
  const wide: HankelRows = {
    ...hankel,
    lengths: lengths.map((rows) => rows - steps),
    columns: columns + shift,
    nDelays: nDelays + steps,
  };
  const gram = hankelGram(wide);
  return {
    ofAll: withLastRows(gram, shift, hankel, steps),
    products(basis) {
      const [earlier, later] = [shift, 0].map((from) => placed(basis, from, wide.columns));
      const turned = multiply(gram, earlier);
      return { before: transposeMultiply(earlier, turned), successors: transposeMultiply(turned, later) };
    },
  };
}

/** The products of the rows that have a successor, which lie from `shift` on, and those of the rows at the ends of trials. */
function withLastRows(gram: Matrix, shift: number, hankel: HankelRows, steps: number): Matrix {
  const { columns } = hankel;
  const trials = hankel.trials.map(({ rows, columns: units, data }) => {
    const samples = Math.min(rows, hankel.nDelays - 1 + steps);
    return { rows: samples, columns: units, data: data.subarray((rows - samples) * units, rows * units) };
  });
  const sum = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    const from = (shift + i) * gram.columns + shift;
    sum.set(gram.data.subarray(from, from + columns), i * columns);
  }
  for (const part of hankelParts({ ...hankel, trials, lengths: trials.map(() => steps) })) {
    const { data } = transposeMultiply(part, part);
    for (let at = 0; at < sum.length; at++) sum[at] += data[at];
  }
  return { rows: columns, columns, data: sum };
}

/** The rows of a matrix from a row on of a longer one that has zeros elsewhere. */
function placed({ columns, data }: Matrix, from: number, rows: number): Matrix {
  const long = new Float64Array(rows * columns);
  long.set(data, from * columns);
  return { rows, columns, data: long };
}
