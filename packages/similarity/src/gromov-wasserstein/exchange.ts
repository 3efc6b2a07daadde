import type { Matrix } from '@lrsim/core';

/**
 * Exchanges of two images as long as one lowers the loss of a permutation, the best exchange first.
 *
 * The changes that all exchanges would make are kept and brought up to date, so that each takes n^2.
 *
 * @param columnOf - image of each point; changed in place.
 * @param x - symmetric, n x n.
 * @param y - symmetric, n x n.
 * @param limits - `gain` is the least change of the loss, over the squared mass of a point, that counts.
 * @source Taillard 1991 (doi 10.1016/S0167-8191(05)80147-4), for the changes.
 */
export function exchange(
  columnOf: Int32Array,
  x: Matrix,
  y: Matrix,
  limits: { readonly maxIterations: number; readonly gain: number },
): void {
  const n = columnOf.length;
  const [c, d] = [x.data, y.data];
  const rise = new Float64Array(n * n);
  /** Half of how much <C T D, T> rises, over the squared mass, when i and j exchange images: pairs with a third point change. */
  const riseOf = (i: number, j: number) => {
    const [ci, cj, di, dj] = [i * n, j * n, columnOf[i] * n, columnOf[j] * n];
    let sum = 0;
    for (let k = 0; k < n; k++)
      if (k !== i && k !== j) sum += (c[ci + k] - c[cj + k]) * (d[dj + columnOf[k]] - d[di + columnOf[k]]);
    return sum;
  };
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) rise[i * n + j] = riseOf(i, j);
  // The loss falls by 4 times the rise.
  const least = limits.gain / 4;
  for (let step = 0; step < limits.maxIterations; step++) {
    let [best, u, v] = [least, -1, -1];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) if (rise[i * n + j] > best) [best, u, v] = [rise[i * n + j], i, j];
    // Kept numbers gather rounding: the exchange is made only if it helps when computed afresh.
    if (u < 0 || !(riseOf(u, v) > least)) return;
    const [du, dv] = [columnOf[u] * n, columnOf[v] * n];
    for (let i = 0; i < n; i++) {
      if (i === u || i === v) continue;
      const fromX = c[i * n + u] - c[i * n + v];
      const fromY = d[dv + columnOf[i]] - d[du + columnOf[i]];
      for (let j = 0; j < i; j++)
        if (j !== u && j !== v)
          rise[i * n + j] +=
            (fromX - c[j * n + u] + c[j * n + v]) * (d[dv + columnOf[j]] - d[du + columnOf[j]] - fromY);
    }
    [columnOf[u], columnOf[v]] = [columnOf[v], columnOf[u]];
    for (let i = 0; i < n; i++)
      for (const other of [u, v]) if (i !== other) rise[Math.max(i, other) * n + Math.min(i, other)] = riseOf(i, other);
  }
}
