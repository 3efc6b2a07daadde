// Loops along memory in float64, two numbers at a time.

/** The sum of x[i] y[i]. */
export function dot(x: usize, y: usize, count: i32): f64 {
  let first = f64x2.splat(0), second = first;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    first = f64x2.add(first, f64x2.mul(v128.load(x), v128.load(y)));
    second = f64x2.add(second, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    x += 32;
    y += 32;
  }
  first = f64x2.add(first, second);
  let sum = f64x2.extract_lane(first, 0) + f64x2.extract_lane(first, 1);
  for (; i < count; i++) {
    sum += load<f64>(x) * load<f64>(y);
    x += 8;
    y += 8;
  }
  return sum;
}

/** y[i] += factor x[i]. */
export function addScaled(factor: f64, x: usize, y: usize, count: i32): void {
  const factors = f64x2.splat(factor);
  let i = 0;
  for (; i + 2 <= count; i += 2) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(factors, v128.load(x))));
    x += 16;
    y += 16;
  }
  if (i < count) store<f64>(y, load<f64>(y) + factor * load<f64>(x));
}

/** Below this, squares lose precision to underflow; beside elements of order 1 such a vector is no more than zero. */
const VANISHING: f64 = 1e-130;

/** What a vector x with first element `first` and sum of squares `squares` is reflected to: (r, 0, .., 0). */
export function reflectedTo(first: f64, squares: f64): f64 {
  const norm = Math.sqrt(squares);
  if (norm < VANISHING) return 0;
  return first > 0 ? -norm : norm;
}

/** The scale of the reflection I - scale v v', v = x - (r, 0, .., 0), that does it; 0 where x vanishes. */
export function scaleOf(first: f64, r: f64): f64 {
  const norm = Math.abs(r);
  return norm === 0 ? 0 : 1 / (norm * (norm + Math.abs(first)));
}
