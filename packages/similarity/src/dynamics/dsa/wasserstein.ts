import { ArgumentError } from '@lrsim/core';
import { type ComplexValues, linearAssignment } from '@lrsim/linalg';
import { optimalTransport } from '../../transport/optimal-transport.js';

/**
 * Wasserstein distance W2 between two spectra: the points of the complex plane with equal masses, 1/n and 1/m each, under
 * squared distances. Spectra of different size are never filled up with zeros.
 *
 * @param options.squared - true for W2 squared, as the DSA library has it (default false, a metric).
 * @throws ArgumentError for an empty spectrum.
 */
export function spectralWasserstein(x: ComplexValues, y: ComplexValues, { squared = false } = {}): number {
  const [rows, columns] = [x.real.length, y.real.length];
  if (rows === 0 || columns === 0)
    throw new ArgumentError(`spectralWasserstein: ${rows === 0 ? 'x' : 'y'} has 0 eigenvalues; expected at least 1`);
  const data = Float64Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return (x.real[i] - y.real[j]) ** 2 + (x.imaginary[i] - y.imaginary[j]) ** 2;
  });
  const cost = { rows, columns, data };
  const w2 =
    rows === columns
      ? linearAssignment(cost).reduce((sum, j, i) => sum + data[i * columns + j], 0) / rows
      : optimalTransport(cost).cost;
  return squared ? w2 : Math.sqrt(Math.max(0, w2));
}
