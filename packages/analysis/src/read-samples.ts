import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { centreColumns, frobeniusNorm } from '@lrsim/linalg';

/** Data as read, and with each unit's mean removed. */
interface Samples {
  readonly matrix: Matrix;
  readonly centred: Matrix;
}

/** Reads samples x units; throws for fewer than two samples or where no unit varies. */
export function readSamples(where: string, x: MatrixInput): Samples {
  const matrix = toMatrix(where, 'x', x);
  if (matrix.rows < 2) throw new ArgumentError(`${where}: x has 1 sample; expected at least 2`);
  const centred = centreColumns(matrix);
  if (frobeniusNorm(centred) === 0)
    throw new ArgumentError(
      `${where}: x is constant: none of its ${matrix.columns} units varies over the ${matrix.rows} samples; expected one that does`,
    );
  return { matrix, centred };
}
