import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { type Centred, centred, heldOut } from '../centred.js';

/** A dataset with every unit at mean 0 and norm 1 over samples; a unit that does not vary is 0. */
export interface StandardUnits {
  readonly argument: string;
  readonly matrix: Matrix;
  /** What was removed of each unit; its matrix is the one above. */
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

function columnNorms({ rows, columns, data }: Matrix): Float64Array {
  const sizes = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) {
      const size = Math.abs(data[at]);
      if (size > sizes[j]) sizes[j] = size;
    }
  // Over a power of two of each unit's own size, which is exact, so that no square overflows or vanishes.
  const factors = sizes.map((size) =>
    size > 0 ? 2 ** -Math.max(-1022, Math.min(1022, Math.floor(Math.log2(size)))) : 1,
  );
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) {
      const value = data[at] * factors[j];
      squares[j] += value * value;
    }
  return squares.map((square, j) => Math.sqrt(square) / factors[j]);
}

/** In place: a copy costs as much as a product. */
function unitColumns(a: Matrix): Matrix {
  const { rows, columns, data } = a;
  const norms = columnNorms(a);
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  const varies = norms.map((norm) => (norm > VANISHING * largest ? 1 : 0));
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) data[at] = varies[j] ? data[at] / norms[j] : 0;
  return { rows, columns, data };
}

/** Pearson correlations over samples, [units of x, units of y]; 0 where a unit does not vary. */
export const unitCorrelations = (x: Matrix, y: Matrix): Matrix => transposeMultiply(x, y);
