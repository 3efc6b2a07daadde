/** J M for a row-major J [size, size] and M [size, columns]; a vector is a matrix of one column. */
export function jacobianTimes(jacobian: Float64Array, matrix: Float64Array, columns: number): Float64Array {
  const size = matrix.length / columns;
  const product = new Float64Array(matrix.length);
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++) {
      const through = jacobian[k * size + l];
      if (through === 0) continue;
      for (let j = 0; j < columns; j++) product[k * columns + j] += through * matrix[l * columns + j];
    }
  return product;
}

/** Euclidean norm of a vector, Frobenius norm of a matrix. */
export function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return Math.sqrt(sum);
}

/** sum a_k b_k */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** 1 / x, and 0 for x = 0: a part that has vanished stays 0 when it is divided by its own norm. */
export const inverse = (x: number): number => (x === 0 ? 0 : 1 / x);
