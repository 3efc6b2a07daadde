import type { Matrix } from '@lrsim/core';
import { centreColumns, multiply, symmetricEigen, transposeMultiply } from '@lrsim/linalg';

/** Distance of two rows. */
export function rowDistance({ columns, data }: Matrix, i: number, j: number): number {
  let squares = 0;
  for (let k = 0; k < columns; k++) squares += (data[i * columns + k] - data[j * columns + k]) ** 2;
  return Math.sqrt(squares);
}

/** sqrt(sum w (d - |x_i - x_j|)^2 / sum w d^2); 0 where all distances are. */
export function stressOf(points: Matrix, distances: Matrix, weights?: Matrix): number {
  const n = points.rows;
  let [residual, total] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [d, w] = [distances.data[i * n + j], weights ? weights.data[i * n + j] : 1];
      residual += w * (d - rowDistance(points, i, j)) ** 2;
      total += w * d * d;
    }
  return total === 0 ? 0 : Math.sqrt(residual / total);
}

/** The map turned to its principal axes, the largest coordinate of each positive. */
export function onPrincipalAxes(points: Matrix): Matrix {
  const centred = centreColumns(points);
  const turned = multiply(centred, symmetricEigen(transposeMultiply(centred, centred)).vectors);
  return withSigns(turned);
}

/** Each column's largest coordinate made positive. */
export function withSigns({ rows, columns, data }: Matrix): Matrix {
  const signed = Float64Array.from(data);
  for (let j = 0; j < columns; j++) {
    let largest = 0;
    for (let i = 0; i < rows; i++)
      if (Math.abs(data[i * columns + j]) > Math.abs(largest)) largest = data[i * columns + j];
    if (largest < 0) for (let i = 0; i < rows; i++) signed[i * columns + j] *= -1;
  }
  return { rows, columns, data: signed };
}
