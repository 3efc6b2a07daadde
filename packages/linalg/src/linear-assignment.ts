import type { Matrix } from '@lrsim/core';
import { checkDecomposable } from './check-matrix.js';
import { transpose } from './transpose.js';

/**
 * Which column each row is given, one each, so that the sum of costs is least (the linear assignment problem). With more
 * rows than columns the rows left over get -1.
 *
 * By rows that outbid each other, and shortest augmenting paths for those left over, O(n^3). The least cost is unique, the assignment need not be.
 *
 * @source Jonker & Volgenant, Computing 38, 325 (1987); Crouse, IEEE Trans. Aerosp. Electron. Syst. 52, 1679 (2016).
 * @throws ArgumentError for a matrix without rows or columns; NonFiniteError for NaN or infinity.
 */
export function linearAssignment(cost: Matrix): Int32Array {
  checkDecomposable('linearAssignment', 'cost', cost);
  if (cost.rows <= cost.columns) return assignRows(cost.rows, cost.columns, cost.data);
  const transposed = transpose(cost).data;
  const rowOf = assignRows(cost.columns, cost.rows, transposed);
  const columnOf = new Int32Array(cost.rows).fill(-1);
  rowOf.forEach((row, column) => {
    columnOf[row] = column;
  });
  return columnOf;
}

/** Who has whom: the column of each row and the row of each column, -1 for none; and the price of each column. */
interface Assignment {
  readonly columnOf: Int32Array;
  readonly rowOf: Int32Array;
  /** At most 0, and 0 for a column that is free; a row's cost of a column is counted minus its price. */
  readonly prices: Float64Array;
}

/** For at most as many rows as columns. */
function assignRows(rows: number, columns: number, cost: Float64Array): Int32Array {
  const assignment: Assignment = {
    columnOf: new Int32Array(rows).fill(-1),
    rowOf: new Int32Array(columns).fill(-1),
    prices: new Float64Array(columns),
  };
  bid(rows, columns, cost, assignment);
  bid(rows, columns, cost, assignment);
  augment(rows, columns, cost, assignment);
  return assignment.columnOf;
}

/**
 * Every free row takes the column that is best for it, whoever has it, and lowers the price by as much as it is better than the
 * second best; who had it bids next, or stays free where there was no difference. Leaves few rows for the slower search, and
 * never more than it found.
 */
function bid(rows: number, columns: number, cost: Float64Array, { columnOf, rowOf, prices }: Assignment): void {
  if (columns < 2) return;
  for (let start = 0; start < rows; start++) {
    // bounded, since rounding could have two rows outbid each other for ever
    for (let row = columnOf[start] < 0 ? start : -1, left = columns; row >= 0 && left > 0; left--) {
      let [lowest, second] = [Infinity, Infinity];
      let [best, next] = [-1, -1];
      for (let j = 0, at = row * columns; j < columns; j++, at++) {
        const value = cost[at] - prices[j];
        if (value >= second) continue;
        if (value < lowest) {
          second = lowest;
          next = best;
          lowest = value;
          best = j;
        } else {
          second = value;
          next = j;
        }
      }
      const better = lowest < second;
      if (better) prices[best] -= second - lowest;
      else if (rowOf[best] >= 0) best = next;
      const outbid = rowOf[best];
      rowOf[best] = row;
      columnOf[row] = best;
      if (outbid >= 0) columnOf[outbid] = -1;
      row = better ? outbid : -1;
    }
  }
}

/** Gives each free row a column along the shortest path of exchanges, by Dijkstra's search over costs minus prices. */
function augment(rows: number, columns: number, cost: Float64Array, { columnOf, rowOf, prices }: Assignment): void {
  const shortest = new Float64Array(columns);
  const from = new Int32Array(columns);
  // columns that are not reached yet come first, the others behind them
  const order = Int32Array.from({ length: columns }, (_, j) => j);
  for (let start = 0; start < rows; start++) {
    if (columnOf[start] >= 0) continue;
    shortest.fill(Infinity);
    let left = columns;
    let [row, distance] = [start, 0];
    for (;;) {
      const own = columnOf[row];
      const offset = own < 0 ? distance : distance - (cost[row * columns + own] - prices[own]);
      let [at, lowest] = [-1, Infinity];
      for (let k = 0, base = row * columns; k < left; k++) {
        const j = order[k];
        let value = shortest[j];
        const candidate = offset + cost[base + j] - prices[j];
        if (candidate < value) {
          value = candidate;
          shortest[j] = candidate;
          from[j] = row;
        }
        if (value < lowest || (value === lowest && rowOf[j] < 0)) {
          lowest = value;
          at = k;
        }
      }
      distance = lowest;
      const column = order[at];
      left -= 1;
      order[at] = order[left];
      order[left] = column;
      row = rowOf[column];
      if (row < 0) break;
    }
    for (let k = left; k < columns; k++) prices[order[k]] += shortest[order[k]] - distance;
    for (let j = order[left]; ; ) {
      const i = from[j];
      const before = columnOf[i];
      rowOf[j] = i;
      columnOf[i] = j;
      if (i === start) break;
      j = before;
    }
  }
}
