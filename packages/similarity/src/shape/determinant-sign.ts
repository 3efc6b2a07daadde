import type { Matrix } from '@lrsim/core';

/** The sign of the determinant of an orthogonal matrix, by elimination with row exchanges. */
export function determinantSign(a: Matrix): number {
  const n = a.rows;
  const rows = Array.from({ length: n }, (_, i) => a.data.slice(i * n, (i + 1) * n));
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      sign = -sign;
    }
    if (rows[k][k] < 0) sign = -sign;
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      if (factor !== 0) for (let j = k + 1; j < n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return sign;
}
