import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { type Centred, centred, heldOut } from '../centred.js';

/** A dataset with every unit at mean 0 and norm 1 over samples; a unit that does not vary is 0. */
export interface StandardUnits {
  readonly argument: string;
  readonly matrix: Matrix;
  /** What was removed of each unit. */
  readonly trained: Centred;
}

export function standardUnits(input: MatrixInput, where: string, argument: string): StandardUnits {
  const trained = centred(input, where, argument);
  return { argument, matrix: unitColumns(trained.matrix), trained };
}

/** New samples of the same units, standardised over themselves. */
export const standardLike = (input: MatrixInput, { trained }: StandardUnits, where: string, argument: string) => {
  heldOut(input, trained, where, argument);
  const raw = toMatrix(where, argument, input);
  return unitColumns(raw.rows < 2 ? raw : centred(input, where, argument).matrix);
};

/** Below this times the largest norm a unit counts as constant. */
const VANISHING = 1e-14;

function unitColumns(a: Matrix): Matrix {
  const { rows, columns } = a;
  const data = new Float64Array(a.data);
  const norms = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) norms[j] = Math.hypot(norms[j], data[at]);
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) data[at] = norms[j] > VANISHING * largest ? data[at] / norms[j] : 0;
  return { rows, columns, data };
}

/** Pearson correlations over samples, [units of x, units of y]; 0 where a unit does not vary. */
export const unitCorrelations = (x: Matrix, y: Matrix): Matrix => transposeMultiply(x, y);
