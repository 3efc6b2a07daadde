import { checkFinite, checkLength } from './checks.js';
import { ArgumentError } from './errors.js';
import type { Matrix, MatrixInput, MatrixLike, NdArray, NdLike, TensorLike } from './types.js';

const isTensor = (input: object): input is TensorLike => 'dataSync' in input && typeof input.dataSync === 'function';
const isMatrix = (input: object): input is MatrixLike => 'to1DArray' in input && typeof input.to1DArray === 'function';
const isNd = (input: object): input is NdLike => 'data' in input && 'shape' in input;

/**
 * Reads any matrix-like input as a new float64 matrix (samples x units), checked for shape and finiteness.
 *
 * Rank-3 input (conditions, time, units) becomes conditions * time samples. The input is never modified or shared.
 *
 * @param where - the calling function, for messages.
 * @param argument - the argument's name, for messages.
 */
export function toMatrix(where: string, argument: string, input: MatrixInput): Matrix {
  return asMatrix(toNdArray(where, argument, input));
}

/**
 * Reads any matrix-like input as `toMatrix` does, without copying one that is float64 already: for reading at once what is not
 * kept. What it returns may be the caller's own memory and must not be written to.
 *
 * @param where - the calling function, for messages.
 * @param argument - the argument's name, for messages.
 */
export function viewMatrix(where: string, argument: string, input: MatrixInput): Matrix {
  return asMatrix(viewNdArray(where, argument, input));
}

/**
 * The same without looking for NaN and infinity, which takes a pass over the data: for a caller that finds them in what it computes,
 * and then calls `viewMatrix` for the message.
 */
export const viewMatrixUnchecked = (where: string, argument: string, input: MatrixInput): Matrix =>
  asMatrix(asFloat64(shapedNd(where, argument, input)));

const asFloat64 = ({ data, shape }: NdLike): NdArray => ({
  data: data instanceof Float64Array ? data : new Float64Array(data),
  shape: [...shape],
});

function asMatrix({ data, shape }: Pick<NdArray, 'data' | 'shape'>): Matrix {
  const columns = shape[shape.length - 1];
  return { rows: data.length / columns, columns, data };
}

/**
 * Reads any matrix-like input as `toMatrix` does, keeping its rank: [samples, units] or [conditions, time, units].
 *
 * @param where - the calling function, for messages.
 * @param argument - the argument's name, for messages.
 */
export function toNdArray(where: string, argument: string, input: MatrixInput): NdArray {
  const { data, shape } = checkedNd(where, argument, input);
  // Float64Array.from would go through an iterator, fifty times slower.
  return { data: new Float64Array(data), shape: [...shape] };
}

/**
 * Reads any matrix-like input as `toNdArray` does, without copying one that is float64 already: see `viewMatrix`.
 *
 * @param where - the calling function, for messages.
 * @param argument - the argument's name, for messages.
 */
export function viewNdArray(where: string, argument: string, input: MatrixInput): NdArray {
  return asFloat64(checkedNd(where, argument, input));
}

/** The input as an array with its shape, checked. */
function checkedNd(where: string, argument: string, input: MatrixInput): NdLike {
  const { data, shape } = shapedNd(where, argument, input);
  checkFinite(where, argument, data, shape);
  return { data, shape };
}

/** The input as an array with its shape, of which only the shape is checked. */
function shapedNd(where: string, argument: string, input: MatrixInput): NdLike {
  if (input === null || typeof input !== 'object')
    throw new TypeError(
      `${where}: ${argument} is ${String(input)}; expected an array of rows, {data, shape}, a tensor or a matrix`,
    );
  const { data, shape } = flatten(where, argument, input);
  if (shape.length !== 2 && shape.length !== 3)
    throw new ArgumentError(
      `${where}: ${argument} has the shape [${shape.join(', ')}]; expected [samples, units] or [conditions, time, units]`,
    );
  if (shape.some((size) => !(size > 0)))
    throw new ArgumentError(`${where}: ${argument} is empty: its shape is [${shape.join(', ')}]`);
  checkLength(where, argument, data, shape);
  return { data, shape };
}

function flatten(where: string, argument: string, input: MatrixInput): NdLike {
  if (Array.isArray(input)) return flattenNested(where, argument, input);
  if (isTensor(input)) return { data: input.dataSync(), shape: input.shape };
  if (isMatrix(input)) return { data: input.to1DArray(), shape: [input.rows, input.columns] };
  if (isNd(input)) return input;
  throw new TypeError(
    `${where}: ${argument} is not a matrix; expected an array of rows, {data, shape}, a tf.Tensor or an ml-matrix Matrix`,
  );
}

function flattenNested(where: string, argument: string, rows: readonly unknown[]): NdLike {
  if (rows.length === 0) return { data: [], shape: [0, 0] };
  const isRow = (row: unknown): row is ArrayLike<number> => typeof (row as ArrayLike<unknown>)?.[0] === 'number';
  if (rows.every(isRow)) {
    const columns = rows[0].length;
    const data = new Float64Array(rows.length * columns);
    rows.forEach((row, i) => {
      if (row.length !== columns)
        throw new ArgumentError(
          `${where}: ${argument} is ragged: row ${i} has ${row.length} values, row 0 has ${columns}; every sample needs one value per unit`,
        );
      data.set(row, i * columns);
    });
    return { data, shape: [rows.length, columns] };
  }
  if (!rows.every((row) => Array.isArray(row)))
    throw new TypeError(`${where}: ${argument} is not made of rows of numbers`);
  const parts = rows.map((part, i) => flattenNested(where, `${argument}[${i}]`, part as unknown[]));
  parts.forEach((part, i) => {
    if (part.shape.join() !== parts[0].shape.join())
      throw new ArgumentError(
        `${where}: ${argument}[${i}] has the shape [${part.shape.join(', ')}], ${argument}[0] has [${parts[0].shape.join(', ')}]; they must agree`,
      );
  });
  return { data: parts.flatMap((part) => Array.from(part.data)), shape: [parts.length, ...parts[0].shape] };
}
