import type { Matrix } from '@lrsim/core';
import type { Lapack } from '../native/lapack.js';
import { javascriptEngine } from './javascript-engine.js';
import { mirrorUpperTriangle } from './mirror-upper-triangle.js';

/** Multiplications below which plain loops take less time than a call out of JavaScript does. */
const SMALL_PRODUCT = 600;

/** The product, in fresh memory or in memory of its size that holds anything. */
export function product(
  lapack: Lapack,
  transposeA: boolean,
  transposeB: boolean,
  a: Matrix,
  b: Matrix,
  memory?: Float64Array,
): Matrix {
  const [rows, inner] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = transposeB ? b.rows : b.columns;
  if (rows * inner * columns < SMALL_PRODUCT) {
    if (transposeA) return javascriptEngine.transposeMultiply(a, b);
    return transposeB ? javascriptEngine.multiplyTranspose(a, b) : javascriptEngine.multiply(a, b);
  }
  const data = memory ?? new Float64Array(rows * columns);
  if (a === b && transposeA !== transposeB) {
    lapack.syrk(transposeA, rows, inner, a.data, a.columns, data);
    mirrorUpperTriangle(data, rows);
  } else lapack.gemm(transposeA, transposeB, rows, columns, inner, a.data, a.columns, b.data, b.columns, data);
  return { rows, columns, data };
}
