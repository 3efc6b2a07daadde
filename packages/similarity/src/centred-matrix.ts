import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, minusRow, transposeMultiply } from '@lrsim/linalg';

/**
 * Means up to this many times the fluctuations, both over all units together, cost a product of uncentred data no more than a digit
 * of its norm. Elements of units that fluctuate little can lose more: not for what sets units on one scale.
 */
const SMALL_MEANS = 3;

/**
 * A matrix minus one number for each column. Its data are made when first asked for: products can often do without, and a copy of
 * large data takes as long as they do.
 */
export class CentredMatrix implements Matrix {
  readonly rows: number;
  readonly columns: number;
  declare readonly data: Float64Array;
  readonly #raw: Matrix;
  readonly #means: Float64Array;
  readonly #smallMeans: boolean;

  /** @param norm - of the centred matrix. */
  constructor(raw: Matrix, means: Float64Array, norm: number) {
    this.rows = raw.rows;
    this.columns = raw.columns;
    this.#raw = raw;
    this.#means = means;
    this.#smallMeans =
      Math.sqrt(raw.rows) * frobeniusNorm({ rows: 1, columns: raw.columns, data: means }) < SMALL_MEANS * norm;
    // Of the object's own, so that a copy by spreading has it; a plain property once made, since loops ask for it at every element.
    Object.defineProperty(this, 'data', {
      enumerable: true,
      configurable: true,
      get: () => {
        const made = minusRow(raw, means).data;
        Object.defineProperty(this, 'data', { value: made, enumerable: true });
        return made;
      },
    });
  }

  /** X'Y of two matrices, either or both of this kind; X'X, with the same twice, takes half the time. */
  static transposeMultiply(x: Matrix, y: Matrix): Matrix {
    if (!(x instanceof CentredMatrix && y instanceof CentredMatrix && x.#smallMeans && y.#smallMeans))
      return transposeMultiply(x, y);
    // X'Y - n m k' for means m and k.
    const product = transposeMultiply(x.#raw, y.#raw);
    const { rows, columns, data } = product;
    for (let i = 0, at = 0; i < rows; i++) {
      const mean = x.rows * x.#means[i];
      for (let j = 0; j < columns; j++, at++) data[at] -= mean * y.#means[j];
    }
    return product;
  }
}
