/** Whether these are the row indices and column starts of a sparse matrix of this shape, stored by columns. */
export function isSparseIndex(
  shape: readonly number[],
  rowIndex: ArrayLike<number>,
  columnStart: ArrayLike<number>,
): boolean {
  const [rows, columns] = shape;
  if (shape.length !== 2 || columnStart.length !== columns + 1 || columnStart[0] !== 0) return false;
  for (let j = 0; j < columns; j++) if (columnStart[j + 1] < columnStart[j]) return false;
  for (let k = 0; k < rowIndex.length; k++) if (!(rowIndex[k] >= 0 && rowIndex[k] < rows)) return false;
  return rowIndex.length === columnStart[columns];
}
