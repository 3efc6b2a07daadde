import type { MatlabSparse, NumericData } from '../types.js';
import { fileProblem } from './file-problem.js';

/** The file declares this number without holding as many values, so that nothing else bounds the memory it takes. */
const MOST_COLUMNS = 2 ** 24;

/**
 * A sparse matrix of a v4 file: a list of entries in three columns (row, column, value; a fourth is the imaginary
 * part), indices from 1, whose last row holds the matrix's shape.
 */
export function sparse4(
  where: string,
  name: string,
  [length, width]: readonly [number, number],
  numbers: NumericData,
): MatlabSparse {
  const what = `the sparse matrix ${name}`;
  if (length < 1 || (width !== 3 && width !== 4) || numbers.length !== length * width)
    fileProblem(where, `stores ${what} as ${length} x ${width} numbers; expected 3 or 4 columns and a row or more`);
  const count = length - 1;
  const column = (j: number) => numbers.subarray(j * length, j * length + count);
  const [rows, columns] = [numbers[count], numbers[length + count]];
  const isSize = (size: number) => Number.isInteger(size) && size >= 0 && size < 2 ** 31;
  if (!isSize(rows) || !isSize(columns) || columns > MOST_COLUMNS)
    fileProblem(where, `has the shape [${rows}, ${columns}] for ${what}; at most ${MOST_COLUMNS} columns are read`);
  const [i, j] = [column(0), column(1)];
  const within = (index: number, size: number) => Number.isInteger(index) && index >= 1 && index <= size;
  for (let k = 0; k < count; k++)
    if (!within(i[k], rows) || !within(j[k], columns))
      fileProblem(where, `has the entry (${i[k]}, ${j[k]}) outside the shape [${rows}, ${columns}] in ${what}`);

  const order = Uint32Array.from({ length: count }, (_, k) => k).sort((a, b) => j[a] - j[b] || i[a] - i[b]);
  const columnStart = new Int32Array(columns + 1);
  for (let k = 0; k < count; k++) columnStart[j[k]] += 1;
  for (let k = 0; k < columns; k++) columnStart[k + 1] += columnStart[k];
  const sorted = (values: NumericData) => Float64Array.from(order, (k) => values[k]);
  const sparse = {
    kind: 'sparse',
    rowIndex: Int32Array.from(order, (k) => i[k] - 1),
    columnStart,
    data: sorted(column(2)),
    logical: false,
    shape: [rows, columns],
  } as const;
  return width === 4 ? { ...sparse, imaginary: sorted(column(3)) } : sparse;
}
