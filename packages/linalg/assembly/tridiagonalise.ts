import { dot, reflectedTo, scaleOf } from './vector';

/**
 * The diagonal and off-diagonal of a tridiagonal matrix with the eigenvalues of the symmetric A [n, n], which is destroyed; only
 * its lower triangle is read. One pass over the triangle a step: it finishes one step and multiplies for the next.
 *
 * `scratch` has place for 3 n numbers. Golub & Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1.
 */
export function tridiagonalise(a: usize, n: i32, diagonal: usize, offDiagonal: usize, scratch: usize): void {
  const stride = <usize>n * 8;
  const v = scratch; // of the step before
  const w = v + stride; // A -= v w' + w v'
  const x = w + stride; // the column that is reflected next
  memory.fill(scratch, 0, 3 * stride);
  for (let k = 0; k < n; k++) {
    // row and column k get the step before, and so does everything below, which is multiplied by column k on the way
    const corner = a + <usize>k * (stride + 8);
    const vk = load<f64>(v + <usize>k * 8), wk = load<f64>(w + <usize>k * 8);
    store<f64>(diagonal + <usize>k * 8, load<f64>(corner) - 2 * vk * wk);
    if (k === n - 1) break;
    const start = <usize>(k + 1) * 8;
    let squares: f64 = 0;
    for (let i = k + 1; i < n; i++) {
      const at = <usize>i * 8;
      const value = load<f64>(corner + <usize>(i - k) * stride) - load<f64>(v + at) * wk - load<f64>(w + at) * vk;
      store<f64>(x + at, value);
      squares += value * value;
    }
    const first = load<f64>(x + start);
    const r = reflectedTo(first, squares);
    const scale = scaleOf(first, r);
    store<f64>(offDiagonal + <usize>k * 8, r);
    store<f64>(x + start, first - r);
    const sums = a + <usize>k * stride; // row k is done with
    memory.fill(sums + start, 0, stride - start);
    for (let i = k + 1; i < n; i++) updateAndMultiply(a + <usize>i * stride, start, <usize>i * 8, v, w, x, sums);
    const count = n - k - 1;
    const half = 0.5 * scale * scale * dot(sums + start, x + start, count);
    for (let j = start; j < stride; j += 8) {
      const element = load<f64>(x + j);
      store<f64>(v + j, element);
      store<f64>(w + j, scale * load<f64>(sums + j) - half * element);
    }
  }
}

/** Row i, up to its diagonal, minus v w' + w v'; and its part, by symmetry in two places, of A x. */
function updateAndMultiply(row: usize, start: usize, end: usize, v: usize, w: usize, x: usize, sums: usize): void {
  const vi = load<f64>(v + end), wi = load<f64>(w + end), xi = load<f64>(x + end);
  const vs = f64x2.splat(vi), ws = f64x2.splat(wi), xs = f64x2.splat(xi);
  let total = f64x2.splat(0);
  let j = start;
  for (; j + 16 <= end; j += 16) {
    const change = f64x2.add(f64x2.mul(vs, v128.load(w + j)), f64x2.mul(ws, v128.load(v + j)));
    const value = f64x2.sub(v128.load(row + j), change);
    v128.store(row + j, value);
    total = f64x2.add(total, f64x2.mul(value, v128.load(x + j)));
    v128.store(sums + j, f64x2.add(v128.load(sums + j), f64x2.mul(value, xs)));
  }
  let sum = f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
  if (j < end) {
    const value = load<f64>(row + j) - vi * load<f64>(w + j) - wi * load<f64>(v + j);
    store<f64>(row + j, value);
    sum += value * load<f64>(x + j);
    store<f64>(sums + j, load<f64>(sums + j) + value * xi);
  }
  const value = load<f64>(row + end) - 2 * vi * wi;
  store<f64>(row + end, value);
  store<f64>(sums + end, load<f64>(sums + end) + sum + value * xi);
}
