import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';

/** How far a_ij and a_ji may differ, relative to the largest element. */
const ASYMMETRY = 1e-8;

/**
 * Reads a symmetric matrix, such as a kernel or a covariance, and makes it exactly symmetric.
 *
 * @param where - the calling function, for messages.
 * @throws ArgumentError for a matrix that is not square or not symmetric; NonFiniteError for NaN or infinity.
 */
export function symmetricInput(input: MatrixInput, where: string, argument: string): Matrix {
  const { rows, columns, data } = toMatrix(where, argument, input);
  if (rows !== columns)
    throw new ArgumentError(`${where}: ${argument} is ${rows} x ${columns}; expected a square symmetric matrix`);
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [data[i * rows + j], data[j * rows + i]];
      if (Math.abs(below - above) > ASYMMETRY * largest)
        throw new ArgumentError(
          `${where}: ${argument} is ${below} at [${i}, ${j}] and ${above} at [${j}, ${i}]; expected a symmetric matrix`,
        );
      data[i * rows + j] = (below + above) / 2;
      data[j * rows + i] = data[i * rows + j];
    }
  return { rows, columns, data };
}

/** Throws where two matrices are not of one size. */
export function checkSameSize(where: string, a: Matrix, b: Matrix): void {
  if (a.rows !== b.rows)
    throw new ArgumentError(
      `${where}: a is ${a.rows} x ${a.rows}, b is ${b.rows} x ${b.rows}; both need the same rows and columns`,
    );
}
