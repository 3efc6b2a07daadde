import { ArgumentError, checkFinite, checkLength, type Matrix } from '@lrsim/core';

/** Throws unless a matrix has as many numbers as its size says: engines outside JavaScript do not look for themselves. */
export function checkSize(where: string, argument: string, { rows, columns, data }: Matrix): void {
  checkLength(where, argument, data, [rows, columns]);
}

/** Throws unless a matrix has at least one row and column, and finite numbers only. */
export function checkDecomposable(where: string, argument: string, a: Matrix): void {
  if (!(a.rows > 0 && a.columns > 0))
    throw new ArgumentError(`${where}: ${argument} is ${a.rows} x ${a.columns}; expected at least one row and column`);
  checkSize(where, argument, a);
  checkFinite(where, argument, a.data, [a.rows, a.columns]);
}

/** The same, for a square matrix. */
export function checkSquare(where: string, argument: string, a: Matrix): void {
  if (a.rows !== a.columns)
    throw new ArgumentError(`${where}: ${argument} is ${a.rows} x ${a.columns}; expected a square matrix`);
  checkDecomposable(where, argument, a);
}
