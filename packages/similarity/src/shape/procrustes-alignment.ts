import { ArgumentError, type MatrixInput, toMatrix } from '@lrsim/core';
import { minusRow, multiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { bestRotation } from './rotate.js';
import { readShape } from './shape.js';
import type { ProcrustesAlignment, ProcrustesOptions } from './types.js';

/**
 * The map of y's units onto x's that brings Y nearest to X: translation (unless `centre` is false), rotation, and with `scale`
 * one factor. `apply` maps any samples of y's units, such as held-out ones.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export function procrustesAlignment(
  x: MatrixInput,
  y: MatrixInput,
  { reflection = true, scale = false, centre = true }: Omit<ProcrustesOptions, 'score'> = {},
): ProcrustesAlignment {
  const where = 'procrustesAlignment';
  const [a, b] = [readShape(x, centre, where, 'x'), readShape(y, centre, where, 'y')];
  checkSameSamples(where, a, b);
  const { rotation, cosine } = bestRotation(a, b, reflection);
  const factor = scale ? (Math.max(0, cosine) * a.norm) / b.norm : 1;
  return {
    rotation,
    scale: factor,
    xMeans: a.means,
    yMeans: b.means,
    apply(samples) {
      const raw = toMatrix(`${where}.apply`, 'y', samples);
      if (raw.columns !== b.means.length)
        throw new ArgumentError(`${where}.apply: y has ${raw.columns} units; expected ${b.means.length}`);
      const mapped = multiply(minusRow(raw, b.means), rotation);
      return { ...mapped, data: mapped.data.map((v, at) => factor * v + a.means[at % mapped.columns]) };
    },
  };
}
