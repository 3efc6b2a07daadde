import type { Matrix } from '@lrsim/core';

/** The mean of each column. A constant column's mean is that constant exactly. */
export function columnMeans(a: Matrix): Float64Array {
  const { rows, columns, data } = a;
  // Sums of differences from the first row: exact for a constant column, and accurate for a large common offset.
  const sums = new Float64Array(columns);
  for (let i = 1; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += data[i * columns + j] - data[j];
  return sums.map((sum, j) => data[j] + sum / rows);
}

/** The matrix minus its column means, as a new matrix. A constant column becomes zeros exactly. */
export function centreColumns(a: Matrix): Matrix {
  const means = columnMeans(a);
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) data[i * a.columns + j] = a.data[i * a.columns + j] - means[j];
  return { rows: a.rows, columns: a.columns, data };
}
