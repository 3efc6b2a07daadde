import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, minusRow, readTransposeProduct, transposeMultiply } from '@lrsim/linalg';

/**
 * Means up to this many times the fluctuations, both over all units together, cost a product of uncentred data no more than a digit
 * of its norm. Elements of units that fluctuate little can lose more: not for what sets units on one scale.
 */
const SMALL_MEANS = 3;
/** Whether the means of columns are small beside what is left without them, of that norm. */
export const haveSmallMeans = ({ rows, columns }: Matrix, means: Float64Array, norm: number): boolean =>
  Math.sqrt(rows) * frobeniusNorm({ rows: 1, columns, data: means }) < SMALL_MEANS * norm;

/** Norms beyond these have products near the ends of float64. */
const [SMALLEST, LARGEST] = [1e-140, 1e140];
/** Sums of squares between these lost nothing to underflow and did not overflow. */
const [TINY, HUGE] = [1e-280, 1e300];

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
  /** Whether products can do without the centred data. */
  readonly smallMeans: boolean;

  /** @param norm - of the centred matrix. */
  constructor(raw: Matrix, means: Float64Array, norm: number) {
    this.rows = raw.rows;
    this.columns = raw.columns;
    this.#raw = raw;
    this.#means = means;
    this.smallMeans = haveSmallMeans(raw, means, norm);
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

  /** Squared norm of each row. */
  rowSquares(): Float64Array {
    const { rows, columns } = this;
    const raw = this.#raw.data;
    const means = this.#means;
    const squares = new Float64Array(rows);
    const pairs = columns - (columns % 2);
    for (let i = 0, at = 0; i < rows; i++) {
      // Two sums side by side take less time than one, of which each addition waits for the one before.
      let [even, odd] = [0, 0];
      for (let j = 0; j < pairs; j += 2, at += 2) {
        const p = raw[at] - means[j];
        const q = raw[at + 1] - means[j + 1];
        even += p * p;
        odd += q * q;
      }
      if (pairs < columns) even += (raw[at] - means[pairs]) ** 2;
      at += columns - pairs;
      squares[i] = even + odd;
    }
    return squares;
  }

  /** Norm of each column. */
  columnNorms(): Float64Array {
    const { rows, columns } = this;
    const raw = this.#raw.data;
    const means = this.#means;
    const squares = new Float64Array(columns);
    for (let i = 0, at = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, at++) squares[j] += (raw[at] - means[j]) * (raw[at] - means[j]);
    return squares.map((square, j) => {
      if (square > TINY && square < HUGE) return Math.sqrt(square);
      const column = Float64Array.from({ length: rows }, (_, i) => raw[i * columns + j] - means[j]);
      return frobeniusNorm({ rows, columns: 1, data: column });
    });
  }

  /** Each column over a number of its own; over 0 it becomes 0. */
  over(divisors: Float64Array): Matrix {
    const { rows, columns } = this;
    const raw = this.#raw.data;
    const means = this.#means;
    const data = new Float64Array(rows * columns);
    for (let i = 0, at = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, at++) data[at] = divisors[j] === 0 ? 0 : (raw[at] - means[j]) / divisors[j];
    return { rows, columns, data };
  }

  /** The centred data with column j times `own[j]`, plus `target` with column j times `others[j]`, in the place of the target. */
  combine(own: Float64Array, target: Matrix, others: Float64Array): Matrix {
    const { rows, columns } = this;
    const raw = this.#raw.data;
    const means = this.#means;
    const { data } = target;
    for (let i = 0, at = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, at++) data[at] = own[j] * (raw[at] - means[j]) + others[j] * data[at];
    return target;
  }

  /** What has the same distances between its rows to nearly the same digits: the data as they came, where no copy is needed. */
  get upToTranslation(): Matrix {
    return this.smallMeans ? this.#raw : this;
  }

  /** X'Y of two matrices, either or both of this kind; X'X, with the same twice, takes half the time. */
  static transposeMultiply(x: Matrix, y: Matrix): Matrix {
    if (!(hasSmallMeans(x) && hasSmallMeans(y))) return transposeMultiply(x, y);
    return CentredMatrix.#corrected(x, y, transposeMultiply(x.#raw, y.#raw));
  }

  /** What `read` makes of X'Y, which it must not keep: see `readTransposeProduct`. */
  static readTransposeProduct<T>(x: Matrix, y: Matrix, read: (product: Matrix) => T): T {
    if (!(hasSmallMeans(x) && hasSmallMeans(y))) return readTransposeProduct(x, y, read);
    return readTransposeProduct(x.#raw, y.#raw, (product) => read(CentredMatrix.#corrected(x, y, product)));
  }

  /**
   * X'Y with row i over xs[i] and column j over ys[j]; 0 for what is over 0. Undefined where a unit has a mean that is large beside its
   * own fluctuations, of which the uncentred product would lose digits.
   */
  static productOver(x: CentredMatrix, xs: Float64Array, y: CentredMatrix, ys: Float64Array): Matrix | undefined {
    if (!(x.#hasSmallMeansBeside(xs) && y.#hasSmallMeansBeside(ys))) return undefined;
    const product = CentredMatrix.#corrected(x, y, transposeMultiply(x.#raw, y.#raw));
    const { rows, columns, data } = product;
    for (let i = 0, at = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, at++) data[at] = xs[i] === 0 || ys[j] === 0 ? 0 : data[at] / (xs[i] * ys[j]);
    return product;
  }

  #hasSmallMeansBeside(norms: Float64Array): boolean {
    const root = Math.sqrt(this.rows);
    return this.#means.every(
      (mean, j) =>
        norms[j] === 0 || (norms[j] > SMALLEST && norms[j] < LARGEST && root * Math.abs(mean) < SMALL_MEANS * norms[j]),
    );
  }

  /** X'Y - n m k' for means m and k, in place. */
  static #corrected(x: CentredMatrix, y: CentredMatrix, product: Matrix): Matrix {
    const { rows, columns, data } = product;
    const means = y.#means;
    for (let i = 0, at = 0; i < rows; i++) {
      const mean = x.rows * x.#means[i];
      for (let j = 0; j < columns; j++, at++) data[at] -= mean * means[j];
    }
    return product;
  }
}

const hasSmallMeans = (matrix: Matrix): matrix is CentredMatrix => matrix instanceof CentredMatrix && matrix.smallMeans;
