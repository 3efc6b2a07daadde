import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { centred } from '../centred.js';

/** A dataset as a measure uses it, centred or as it came, known to vary over its samples. */
export interface Samples {
  /** The argument's name, for messages. */
  readonly argument: string;
  /** Samples x units. */
  readonly matrix: Matrix;
}

/**
 * Reads a dataset and, where asked, removes each unit's mean.
 *
 * @param where - the calling measure, for messages.
 * @param lasting - false where a centred matrix does not outlive the caller's hold on the input, which is then not copied.
 * @throws ArgumentError for fewer than two samples, or data in which no unit varies, centred or not.
 * @throws NonFiniteError for NaN, infinity, or values whose norm is beyond float64.
 */
export function samplesOf(
  input: MatrixInput,
  centre: boolean,
  where: string,
  argument: string,
  lasting = true,
): Samples {
  const { matrix } = centred(input, where, argument, lasting && centre);
  return { argument, matrix: centre ? matrix : toMatrix(where, argument, input) };
}
