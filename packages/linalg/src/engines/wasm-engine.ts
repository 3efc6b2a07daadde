import type { Matrix } from '@lrsim/core';
import { transpose } from '../transpose.js';
import type { Engine, Qr } from '../types.js';
import { bidiagonalSingularValues } from './bidiagonal-singular-values.js';
import { golubKahanSvd } from './golub-kahan-svd.js';
import { javascriptEngine } from './javascript-engine.js';
import { mirrorUpperTriangle } from './mirror-upper-triangle.js';
import { diagonaliseTridiagonal } from './tridiagonal-eigen.js';
import { productScratch, startWasmModule, type WasmModule } from './wasm-module.js';

/** Multiplications below which plain loops take less time than copying into the module's memory. */
const SMALL_PRODUCT = 8000;

/** Elements below which a decomposition is left to plain loops. */
const SMALL_MATRIX = 400;

/** From this many times as many rows as columns on, a QR decomposition first saves more than it costs. */
const TALL = 1.3;

/**
 * The engine on SIMD WebAssembly: products, QR, Cholesky, and what needs values only; the rest is JavaScript's.
 * Undefined where WebAssembly or its SIMD is missing.
 */
export function startWasmEngine(): Engine | undefined {
  const module = startWasmModule();
  if (!module) return undefined;
  const isSmall = ({ rows, columns }: Matrix) => rows * columns < SMALL_MATRIX;
  const multiply = (a: Matrix, b: Matrix) => product(module, false, false, a, b);
  return {
    ...javascriptEngine,
    name: 'wasm',
    multiply,
    transposeMultiply: (a, b) => product(module, true, false, a, b),
    multiplyTranspose: (a, b) => product(module, false, true, a, b),
    qr: (a) => (isSmall(a) ? javascriptEngine.qr(a) : orthogonalise(module, a, true)),
    singularValues(a) {
      if (isSmall(a)) return javascriptEngine.singularValues(a);
      const tall = a.rows < a.columns ? transpose(a) : a;
      return valuesOfTall(module, tall.rows > TALL * tall.columns ? orthogonalise(module, tall, false).r : tall);
    },
    svd(a) {
      const [rows, columns] = [Math.max(a.rows, a.columns), Math.min(a.rows, a.columns)];
      if (isSmall(a) || rows <= TALL * columns) return golubKahanSvd(a);
      const tall = a.rows < a.columns ? transpose(a) : a;
      const { q, r } = orthogonalise(module, tall, true);
      const { u, values, v } = golubKahanSvd(r);
      const turned = multiply(q, u);
      return tall === a ? { u: turned, values, v } : { u: v, values, v: turned };
    },
    cholesky: (a) => (isSmall(a) ? javascriptEngine.cholesky(a) : choleskyFactor(module, a)),
    solveCholesky: (lower, b) =>
      isSmall(lower) ? javascriptEngine.solveCholesky(lower, b) : choleskySolution(module, lower, b),
    symmetricEigenvalues: (a) => (isSmall(a) ? javascriptEngine.symmetricEigenvalues(a) : symmetricValues(module, a)),
  };
}

function product(module: WasmModule, transposeA: boolean, transposeB: boolean, a: Matrix, b: Matrix): Matrix {
  const [rows, depth] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
  const columns = transposeB ? b.rows : b.columns;
  if (rows * depth * columns < SMALL_PRODUCT) {
    if (transposeA) return javascriptEngine.transposeMultiply(a, b);
    return transposeB ? javascriptEngine.multiplyTranspose(a, b) : javascriptEngine.multiply(a, b);
  }
  const same = a === b && transposeA !== transposeB;
  const scratch = productScratch(columns);
  const { functions, arrays } = module(a.data.length, same ? 0 : b.data.length, rows * columns, scratch);
  const [inA, inB, inC, space] = arrays;
  inA.set(a.data);
  if (!same) inB.set(b.data);
  inC.fill(0);
  const [aRow, aColumn] = transposeA ? [8, 8 * a.columns] : [8 * a.columns, 8];
  const [bRow, bColumn] = transposeB ? [8, 8 * b.columns] : [8 * b.columns, 8];
  const [fromA, fromB] = [inA.byteOffset, same ? inA.byteOffset : inB.byteOffset];
  functions.multiplyAdd(
    ...([1, rows, columns, depth, fromA, aRow, aColumn, fromB, bRow, bColumn] as const),
    ...([inC.byteOffset, 8 * columns, same ? 1 : 0, space.byteOffset] as const),
  );
  const data = inC.slice();
  if (same) mirrorUpperTriangle(data, rows);
  return { rows, columns, data };
}

/** For at least as many rows as columns. */
function valuesOfTall(module: WasmModule, { rows, columns, data }: Matrix): Float64Array {
  const { functions, arrays } = module(rows * columns, columns, columns, rows + 3 * columns);
  const [a, diagonal, superdiagonal, scratch] = arrays;
  a.set(data);
  functions.bidiagonalise(
    ...([a.byteOffset, rows, columns, diagonal.byteOffset, superdiagonal.byteOffset, scratch.byteOffset] as const),
  );
  return bidiagonalSingularValues({ diagonal, superdiagonal: superdiagonal.subarray(0, columns - 1) });
}

function symmetricValues(module: WasmModule, { rows: n, data }: Matrix): Float64Array {
  const { functions, arrays } = module(n * n, n, n, 3 * n);
  const [a, diagonal, offDiagonal, scratch] = arrays;
  a.set(data);
  functions.tridiagonalise(a.byteOffset, n, diagonal.byteOffset, offDiagonal.byteOffset, scratch.byteOffset);
  const values = diagonal.slice();
  diagonaliseTridiagonal(values, offDiagonal.slice(0, n - 1));
  return values.sort().reverse();
}

/** The QR decomposition by blocks; `q` is empty unless it is asked for. */
function orthogonalise(module: WasmModule, a: Matrix, withQ: boolean): Qr {
  const { rows, columns } = a;
  const scratch = columns * 64 + 32 + productScratch(Math.max(rows, 32));
  const { functions, arrays } = module(rows * columns, rows * columns, columns * 32, scratch);
  const [work, vectors, factors, space] = arrays;
  work.set(transpose(a).data);
  const places = [vectors.byteOffset, factors.byteOffset, space.byteOffset] as const;
  functions.factorQr(work.byteOffset, rows, columns, ...places);
  const r = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) for (let j = i; j < columns; j++) r[i * columns + j] = work[j * rows + i];
  if (withQ) functions.formQ(work.byteOffset, rows, columns, ...places);
  return {
    q: transpose({ rows: withQ ? columns : 0, columns: rows, data: work.subarray(0, withQ ? rows * columns : 0) }),
    r: { rows: columns, columns, data: r },
  };
}

/** The lower triangular factor; undefined where there is none. */
function choleskyFactor(module: WasmModule, { rows: n, data }: Matrix): Matrix | undefined {
  const { functions, arrays } = module(n * n, productScratch(n));
  const [a, scratch] = arrays;
  a.set(data);
  if (!functions.factorCholesky(a.byteOffset, n, scratch.byteOffset)) return undefined;
  const lower = a.slice();
  for (let i = 0; i < n; i++) lower.fill(0, i * n + i + 1, (i + 1) * n);
  return { rows: n, columns: n, data: lower };
}

function choleskySolution(module: WasmModule, { rows: n, data }: Matrix, b: Matrix): Matrix {
  const { functions, arrays } = module(n * n, n * b.columns, productScratch(Math.max(n, b.columns)));
  const [lower, x, scratch] = arrays;
  lower.set(data);
  x.set(b.data);
  functions.solveCholesky(lower.byteOffset, n, x.byteOffset, b.columns, scratch.byteOffset);
  return { ...b, data: x.slice() };
}
