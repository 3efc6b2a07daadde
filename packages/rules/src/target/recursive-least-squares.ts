/**
 * One step of recursive least squares, in place, for any number of rows of weights that share their inputs r [n]
 * (Sussillo & Abbott 2009, Eqs. 4-5): with q = P r and c = 1 / (1 + r.q),
 *
 *     P <- P - c q q^T        w <- w - c e q        for every row w with its error e = w.r - target.
 *
 * After any number of steps each row is the ridge solution: it minimises lambda |w - w_0|^2 + sum (w.r - target)^2 for P_0 = I / lambda.
 *
 * @param inverse - P [n, n], symmetric.
 * @param rows - weights [rows, n] with their errors [rows].
 */
export function leastSquaresStep(
  inverse: Float64Array,
  r: ArrayLike<number>,
  rows: readonly { readonly weights: Float64Array; readonly errors: ArrayLike<number> }[],
): void {
  const n = r.length;
  const q = new Float64Array(n);
  let gain = 1;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) q[i] += inverse[i * n + j] * r[j];
    gain += r[i] * q[i];
  }
  const c = 1 / gain;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) inverse[i * n + j] -= c * q[i] * q[j];
  for (const { weights, errors } of rows)
    for (let row = 0; row < errors.length; row++)
      for (let j = 0; j < n; j++) weights[row * n + j] -= c * errors[row] * q[j];
}

/** matrix [rows, v.length] times v. */
export function times(matrix: ArrayLike<number>, v: ArrayLike<number>): Float64Array {
  const n = v.length;
  const product = new Float64Array(matrix.length / n);
  for (let row = 0; row < product.length; row++) for (let j = 0; j < n; j++) product[row] += matrix[row * n + j] * v[j];
  return product;
}
