import { reflectedTo, scaleOf } from './vector';

/**
 * The diagonal and superdiagonal of an upper bidiagonal matrix with the singular values of A [rows, columns], rows >= columns,
 * which is destroyed. One pass over the matrix a step: it finishes one step and gathers what the next needs of it.
 *
 * `scratch` has place for rows + 3 columns numbers. Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.4.2.
 */
export function bidiagonalise(a: usize, rows: i32, columns: i32, diagonal: usize, superdiagonal: usize, scratch: usize): void {
  const stride = <usize>columns * 8;
  const product = scratch; // scale times left' A
  const gathered = product + stride; // column' A
  const right = gathered + stride;
  const left = right + stride;
  let squares = gatherFirst(a, rows, columns, gathered, left);
  for (let k = 0; k < columns; k++) {
    const row = a + <usize>k * stride;
    const at = <usize>(k + 1) * 8; // where what is right of the diagonal begins
    const first = load<f64>(left + <usize>k * 8);
    const r = reflectedTo(first, squares);
    const scale = scaleOf(first, r);
    store<f64>(diagonal + <usize>k * 8, r);
    if (k === columns - 1) break;
    // v = x - (r, 0, .., 0), so v' A = x' A - r (first row)
    store<f64>(left + <usize>k * 8, first - r);
    let rowSquares: f64 = 0;
    for (let j = at; j < stride; j += 8) {
      const sum = scale * (load<f64>(gathered + j) - r * load<f64>(row + j));
      store<f64>(product + j, sum);
      const value = load<f64>(row + j) - (first - r) * sum;
      store<f64>(right + j, value);
      rowSquares += value * value;
      store<f64>(gathered + j, 0);
    }
    const rowFirst = load<f64>(right + at);
    const rowTo = reflectedTo(rowFirst, rowSquares);
    const rowScale = scaleOf(rowFirst, rowTo);
    store<f64>(superdiagonal + <usize>k * 8, rowTo);
    store<f64>(right + at, rowFirst - rowTo);
    squares = 0;
    for (let i = k + 1; i < rows; i += 2) {
      const next = a + <usize>i * stride;
      const x = left + <usize>i * 8;
      if (i + 1 < rows) squares += passTwo(next, stride, at, product, right, gathered, rowScale, x);
      else squares += passOne(next, stride, at, product, right, gathered, rowScale, x);
    }
  }
}

/** The sum of squares of the first column, which goes to `left`, and its products with all columns. */
function gatherFirst(a: usize, rows: i32, columns: i32, gathered: usize, left: usize): f64 {
  const stride = <usize>columns * 8;
  memory.fill(gathered, 0, stride);
  let squares: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const x = load<f64>(a);
    store<f64>(left + <usize>i * 8, x);
    squares += x * x;
    for (let j: usize = 8; j < stride; j += 8) store<f64>(gathered + j, load<f64>(gathered + j) + x * load<f64>(a + j));
    a += stride;
  }
  return squares;
}

/** Both reflections of a step on one row, whose weight in the left one is at x; x becomes its element of the next column. */
function passOne(row: usize, stride: usize, at: usize, product: usize, right: usize, gathered: usize, scale: f64, x: usize): f64 {
  const weight = load<f64>(x);
  let sum: f64 = 0;
  for (let j = at; j < stride; j += 8) {
    const value = load<f64>(row + j) - weight * load<f64>(product + j);
    store<f64>(row + j, value);
    sum += value * load<f64>(right + j);
  }
  sum *= scale;
  const next = load<f64>(row + at) - sum * load<f64>(right + at);
  for (let j = at; j < stride; j += 8) {
    const value = load<f64>(row + j) - sum * load<f64>(right + j);
    store<f64>(row + j, value);
    store<f64>(gathered + j, load<f64>(gathered + j) + next * value);
  }
  store<f64>(x, next);
  return next * next;
}

/** The same on two rows. */
function passTwo(row: usize, stride: usize, at: usize, product: usize, right: usize, gathered: usize, scale: f64, x: usize): f64 {
  const other = row + stride;
  const w0 = load<f64>(x), w1 = load<f64>(x, 8);
  const weights0 = f64x2.splat(w0), weights1 = f64x2.splat(w1);
  let sums0 = f64x2.splat(0), sums1 = sums0;
  let j = at;
  for (; j + 16 <= stride; j += 16) {
    const p = v128.load(product + j), r = v128.load(right + j);
    const v0 = f64x2.sub(v128.load(row + j), f64x2.mul(weights0, p));
    const v1 = f64x2.sub(v128.load(other + j), f64x2.mul(weights1, p));
    v128.store(row + j, v0);
    v128.store(other + j, v1);
    sums0 = f64x2.add(sums0, f64x2.mul(v0, r));
    sums1 = f64x2.add(sums1, f64x2.mul(v1, r));
  }
  let s0 = f64x2.extract_lane(sums0, 0) + f64x2.extract_lane(sums0, 1);
  let s1 = f64x2.extract_lane(sums1, 0) + f64x2.extract_lane(sums1, 1);
  if (j < stride) {
    const p = load<f64>(product + j), r = load<f64>(right + j);
    const v0 = load<f64>(row + j) - w0 * p, v1 = load<f64>(other + j) - w1 * p;
    store<f64>(row + j, v0);
    store<f64>(other + j, v1);
    s0 += v0 * r;
    s1 += v1 * r;
  }
  s0 *= scale;
  s1 *= scale;
  const n0 = load<f64>(row + at) - s0 * load<f64>(right + at);
  const n1 = load<f64>(other + at) - s1 * load<f64>(right + at);
  sums0 = f64x2.splat(s0);
  sums1 = f64x2.splat(s1);
  const next0 = f64x2.splat(n0), next1 = f64x2.splat(n1);
  for (j = at; j + 16 <= stride; j += 16) {
    const r = v128.load(right + j);
    const v0 = f64x2.sub(v128.load(row + j), f64x2.mul(sums0, r));
    const v1 = f64x2.sub(v128.load(other + j), f64x2.mul(sums1, r));
    v128.store(row + j, v0);
    v128.store(other + j, v1);
    const sum = f64x2.add(f64x2.mul(next0, v0), f64x2.mul(next1, v1));
    v128.store(gathered + j, f64x2.add(v128.load(gathered + j), sum));
  }
  if (j < stride) {
    const r = load<f64>(right + j);
    const v0 = load<f64>(row + j) - s0 * r, v1 = load<f64>(other + j) - s1 * r;
    store<f64>(row + j, v0);
    store<f64>(other + j, v1);
    store<f64>(gathered + j, load<f64>(gathered + j) + n0 * v0 + n1 * v1);
  }
  store<f64>(x, n0);
  store<f64>(x, n1, 8);
  return n0 * n0 + n1 * n1;
}
