import type { Matrix } from '@lrsim/core';

/** The mean of each column. A constant column's mean is that constant exactly. */
export function columnMeans(a: Matrix): Float64Array {
  const { rows, columns, data } = a;
  // Sums of differences from the first row: exact for a constant column, and accurate for a large common offset.
  const sums = new Float64Array(columns);
  const whole = rows - ((rows - 1) % 4);
  // Four rows at a time: most of the time goes into fetching and storing the sums.
  for (let i = 1; i < whole; i += 4)
    for (let j = 0, at = i * columns; j < columns; j++, at++) {
      const first = data[j];
      const pair = data[at] - first + (data[at + columns] - first);
      sums[j] += pair + (data[at + 2 * columns] - first + (data[at + 3 * columns] - first));
    }
  for (let i = whole, at = whole * columns; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) sums[j] += data[at] - data[j];
  return sums.map((sum, j) => data[j] + sum / rows);
}

/** The matrix minus one number for each column, as a new matrix. */
export function minusRow(a: Matrix, row: Float64Array): Matrix {
  const { rows, columns } = a;
  const data = new Float64Array(a.data.length);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) data[at] = a.data[at] - row[j];
  return { rows, columns, data };
}

/** The matrix minus its column means, as a new matrix. A constant column becomes zeros exactly. */
export const centreColumns = (a: Matrix): Matrix => minusRow(a, columnMeans(a));
