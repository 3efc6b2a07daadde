import { ArgumentError, checkFinite, type Matrix } from '@lrsim/core';

/**
 * Which column each row is given, one each, so that the sum of costs is least (the linear assignment problem). With more
 * rows than columns the rows left over get -1.
 *
 * By shortest augmenting paths with potentials, O(n^3). The least cost is unique, the assignment need not be.
 *
 * @source Jonker & Volgenant, Computing 38, 325 (1987); Crouse, IEEE Trans. Aerosp. Electron. Syst. 52, 1679 (2016).
 * @throws NonFiniteError for NaN or infinity.
 */
export function linearAssignment(cost: Matrix): Int32Array {
  if (cost.rows === 0 || cost.columns === 0)
    throw new ArgumentError(`linearAssignment: cost is ${cost.rows} x ${cost.columns}; expected at least one of each`);
  checkFinite('linearAssignment', 'cost', cost.data, [cost.rows, cost.columns]);
  if (cost.rows <= cost.columns) return assignRows(cost.rows, cost.columns, cost.data);
  const transposed = new Float64Array(cost.data.length);
  for (let i = 0; i < cost.rows; i++)
    for (let j = 0; j < cost.columns; j++) transposed[j * cost.rows + i] = cost.data[i * cost.columns + j];
  const rowOf = assignRows(cost.columns, cost.rows, transposed);
  const columnOf = new Int32Array(cost.rows).fill(-1);
  rowOf.forEach((row, column) => {
    columnOf[row] = column;
  });
  return columnOf;
}

/** For at most as many rows as columns. */
function assignRows(rows: number, columns: number, cost: Float64Array): Int32Array {
  const columnOf = new Int32Array(rows).fill(-1);
  const rowOf = new Int32Array(columns).fill(-1);
  const [u, v] = [new Float64Array(rows), new Float64Array(columns)];
  const shortest = new Float64Array(columns);
  const path = new Int32Array(columns);
  const remaining = new Int32Array(columns);
  const scannedRows = new Uint8Array(rows);
  const scannedColumns = new Uint8Array(columns);

  for (let start = 0; start < rows; start++) {
    // Dijkstra over reduced costs from the free row `start` to the nearest free column.
    let left = columns;
    for (let j = 0; j < columns; j++) remaining[j] = columns - 1 - j;
    shortest.fill(Infinity);
    scannedRows.fill(0);
    scannedColumns.fill(0);
    let row = start;
    let sink = -1;
    let distance = 0;
    while (sink < 0) {
      scannedRows[row] = 1;
      let [at, lowest] = [-1, Infinity];
      const offset = distance - u[row];
      for (let k = 0; k < left; k++) {
        const j = remaining[k];
        const candidate = offset + cost[row * columns + j] - v[j];
        if (candidate < shortest[j]) {
          path[j] = row;
          shortest[j] = candidate;
        }
        if (shortest[j] < lowest || (shortest[j] === lowest && rowOf[j] < 0)) {
          lowest = shortest[j];
          at = k;
        }
      }
      distance = lowest;
      const column = remaining[at];
      if (rowOf[column] < 0) sink = column;
      else row = rowOf[column];
      scannedColumns[column] = 1;
      remaining[at] = remaining[--left];
    }
    u[start] += distance;
    for (let i = 0; i < rows; i++) if (scannedRows[i] && i !== start) u[i] += distance - shortest[columnOf[i]];
    for (let j = 0; j < columns; j++) if (scannedColumns[j]) v[j] -= distance - shortest[j];
    for (let j = sink; ; ) {
      const i = path[j];
      rowOf[j] = i;
      [columnOf[i], j] = [j, columnOf[i]];
      if (i === start) break;
    }
  }
  return columnOf;
}
