import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, multiplyTranspose, singularValues, transposeMultiply } from '@lrsim/linalg';

/** How far an operator is from a normal one, |A'A - AA'|; 0 where its eigenvectors are orthogonal. */
export function nonNormality(operator: Matrix): number {
  const outer = multiplyTranspose(operator, operator);
  const inner = transposeMultiply(operator, operator);
  return frobeniusNorm({ ...inner, data: inner.data.map((value, at) => value - outer.data[at]) });
}

/** The most that an operator can lengthen a state in one step, its largest singular value; above 1 even in stable systems. */
export const transientGrowth = (operator: Matrix): number => singularValues(operator)[0];
