import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';

/** How far the two halves may differ and the diagonal be from 0, relative to the largest distance. */
const TOLERANCE = 1e-6;

/** Reads a square matrix of distances, made exactly symmetric with zeros in the diagonal. */
export function readDistances(where: string, distances: MatrixInput): Matrix {
  const { rows, columns, data } = toMatrix(where, 'distances', distances);
  if (rows !== columns)
    throw new ArgumentError(`${where}: distances is ${rows} x ${columns}; expected a square matrix of distances`);
  const cut = TOLERANCE * data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const symmetric = new Float64Array(data.length);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++) {
      const [a, b] = [data[i * rows + j], data[j * rows + i]];
      if (a < -cut) throw new ArgumentError(`${where}: distances is ${a} at [${i}, ${j}]; expected none below 0`);
      if (Math.abs(a - b) > cut)
        throw new ArgumentError(
          `${where}: distances is ${a} at [${i}, ${j}] and ${b} at [${j}, ${i}]; expected a symmetric matrix. Average the two first.`,
        );
      if (i === j && Math.abs(a) > cut)
        throw new ArgumentError(`${where}: distances is ${a} at [${i}, ${i}]; expected 0 in the diagonal`);
      symmetric[i * rows + j] = i === j ? 0 : Math.max(0, (a + b) / 2);
    }
  return { rows, columns, data: symmetric };
}
