import type { Matrix, MatrixInput } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { type Centred, centred, heldOut } from '../centred.js';
import type { CentredMatrix } from '../centred-matrix.js';

/** A dataset with every unit at mean 0 and norm 1 over samples; a unit that does not vary is 0. */
export interface StandardUnits {
  readonly argument: string;
  readonly matrix: Matrix;
  /** What was removed of each unit; its matrix is the one above. */
  readonly trained: Centred;
}

export function standardUnits(input: MatrixInput, where: string, argument: string): StandardUnits {
  // The standardised data are made here, so that what they are made of need not last.
  const trained = centred(input, where, argument, false);
  return { argument, matrix: unitColumns(trained.matrix), trained };
}

/** New samples of the same units, standardised over themselves. */
export function standardLike(input: MatrixInput, { trained }: StandardUnits, where: string, argument: string): Matrix {
  const { rows, columns, data } = heldOut(input, trained, where, argument);
  // Of one sample there is no variance, and nothing to standardise.
  if (rows < 2) return { rows, columns, data: data.fill(0) };
  return unitColumns(centred(input, where, argument, false).matrix);
}

/** Below this times the largest norm a unit counts as constant. */
const VANISHING = 1e-14;

function unitColumns(a: CentredMatrix): Matrix {
  const norms = a.columnNorms();
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  return a.over(norms.map((norm) => (norm > VANISHING * largest ? norm : 0)));
}

/** Pearson correlations over samples, [units of x, units of y]; 0 where a unit does not vary. */
export const unitCorrelations = (x: Matrix, y: Matrix): Matrix => transposeMultiply(x, y);
