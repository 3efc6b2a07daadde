import { multiplyAdd } from './product';
import { addScaled, dot } from './vector';

// A = LL' and the solution of LL'X = B, in blocks of 32 rows: what is not in a block's own triangle is products. Golub & Van
// Loan, Matrix Computations, 4th ed., section 4.2.6.

const BLOCK: i32 = 32;

/** Leaves L in the lower triangle of A [n, n], of which only that is read; 0 where A is not positive definite. */
export function factorCholesky(a: usize, n: i32, scratch: usize): i32 {
  const stride = <usize>n * 8;
  for (let start = 0; start < n; start += BLOCK) {
    const width = min(BLOCK, n - start);
    const left = a + <usize>start * 8;
    for (let i = start; i < n; i++) {
      const row = left + <usize>i * stride;
      const last = min(i, start + width - 1);
      for (let j = start; j <= last; j++) {
        const other = left + <usize>j * stride;
        const to = row + <usize>(j - start) * 8;
        const rest = load<f64>(to) - dot(row, other, j - start);
        if (j < i) store<f64>(to, rest / load<f64>(other + <usize>(j - start) * 8));
        else if (rest > 0) store<f64>(to, Math.sqrt(rest));
        else return 0;
      }
    }
    // what is right of these columns, a block of rows at a time up to the diagonal
    const next = start + width;
    for (let top = next; top < n; top += BLOCK) {
      const rows = min(BLOCK, n - top);
      const from = left + <usize>top * stride;
      const to = a + <usize>top * stride + <usize>next * 8;
      const columns = top + rows - next;
      multiplyAdd(-1, rows, columns, width, from, stride, 8, left + <usize>next * stride, 8, stride, to, stride, 0, scratch);
    }
  }
  return 1;
}

/** Replaces B [n, columns] by the X with LL'X = B. */
export function solveCholesky(l: usize, n: i32, x: usize, columns: i32, scratch: usize): void {
  const stride = <usize>n * 8;
  const row = <usize>columns * 8;
  for (let start = 0; start < n; start += BLOCK) {
    const end = min(start + BLOCK, n);
    for (let i = start; i < end; i++) {
      for (let k = start; k < i; k++)
        addScaled(-load<f64>(l + <usize>i * stride + <usize>k * 8), x + <usize>k * row, x + <usize>i * row, columns);
      divide(x + <usize>i * row, load<f64>(l + <usize>i * (stride + 8)), columns);
    }
    const from = l + <usize>end * stride + <usize>start * 8;
    const own = x + <usize>start * row;
    if (end < n)
      multiplyAdd(-1, n - end, columns, end - start, from, stride, 8, own, row, 8, x + <usize>end * row, row, 0, scratch);
  }
  for (let start = ((n - 1) / BLOCK) * BLOCK; start >= 0; start -= BLOCK) {
    const end = min(start + BLOCK, n);
    for (let i = end - 1; i >= start; i--) {
      for (let k = i + 1; k < end; k++)
        addScaled(-load<f64>(l + <usize>k * stride + <usize>i * 8), x + <usize>k * row, x + <usize>i * row, columns);
      divide(x + <usize>i * row, load<f64>(l + <usize>i * (stride + 8)), columns);
    }
    // rows above get L[start..end, ..start]' X
    const from = l + <usize>start * stride;
    const own = x + <usize>start * row;
    if (start > 0) multiplyAdd(-1, start, columns, end - start, from, 8, stride, own, row, 8, x, row, 0, scratch);
  }
}

function divide(x: usize, by: f64, count: i32): void {
  for (let i = 0; i < count; i++) {
    store<f64>(x, load<f64>(x) / by);
    x += 8;
  }
}
