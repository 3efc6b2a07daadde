import type { Matrix, MatrixInput } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { centred, type JustCentred, rawHeldOut } from '../centred.js';
import { CentredMatrix } from '../centred-matrix.js';
import { lazily } from '../lazily.js';

/** A dataset whose units are to have mean 0 and norm 1 over samples. */
export interface StandardUnits {
  readonly argument: string;
  readonly matrix: CentredMatrix;
  /** What was removed of each unit, and the centred data. */
  readonly trained: JustCentred;
  /** Norm of each unit; 0 for one that does not vary. */
  readonly norms: Float64Array;
  /** The units at mean 0 and norm 1; one that does not vary is 0. */
  readonly standardised: () => Matrix;
}

/** @param lasting - false where the result does not outlive the caller's hold on the input, which is then not copied. */
export function standardUnits(input: MatrixInput, where: string, argument: string, lasting: boolean): StandardUnits {
  const trained = centred(input, where, argument, lasting);
  const { matrix } = trained;
  const norms = normsOf(matrix);
  return { argument, matrix, trained, norms, standardised: lazily(() => matrix.over(norms)) };
}

/** New samples of the same units, standardised over themselves; of one sample, which has no variance, nothing. */
function standardLike(
  input: MatrixInput,
  { trained }: StandardUnits,
  where: string,
  argument: string,
): StandardUnits | undefined {
  const { rows } = rawHeldOut(input, trained, where, argument);
  return rows < 2 ? undefined : standardUnits(input, where, argument, false);
}

/** Below this times the largest norm a unit counts as constant. */
const VANISHING = 1e-14;

function normsOf(matrix: CentredMatrix): Float64Array {
  const norms = matrix.columnNorms();
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  return norms.map((norm) => (norm > VANISHING * largest ? norm : 0));
}

/** Pearson correlations over samples, [units of x, units of y]; 0 where a unit does not vary. */
export const unitCorrelations = (x: StandardUnits, y: StandardUnits): Matrix =>
  CentredMatrix.productOver(x.matrix, x.norms, y.matrix, y.norms) ??
  transposeMultiply(x.standardised(), y.standardised());

/** The same of new samples of the same units. */
export function correlationsLike(
  [x, y]: readonly [StandardUnits, StandardUnits],
  newX: MatrixInput,
  newY: MatrixInput,
  where: string,
): Matrix {
  const [a, b] = [standardLike(newX, x, where, 'x'), standardLike(newY, y, where, 'y')];
  if (a && b) return unitCorrelations(a, b);
  const [rows, columns] = [x.norms.length, y.norms.length];
  return { rows, columns, data: new Float64Array(rows * columns) };
}
