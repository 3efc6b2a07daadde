import type { Matrix } from '@lrsim/core';

/** Added to every row's mass, relative to the smallest mass, so that no basis is degenerate and none comes twice. */
const PERTURBATION = 1e-8;
/** Reduced costs closer to 0 than this part of the largest cost are 0. */
const ROUNDING = 1e-12;

/** The arcs of a spanning tree of rows and columns, and the mass that each carries. */
interface Basis {
  readonly rowOf: Int32Array;
  readonly columnOf: Int32Array;
  readonly flow: Float64Array;
}

/** The tree seen from row 0: nodes are rows, then columns. */
interface Rooted {
  /** Nodes, each after its parent. */
  readonly order: Int32Array;
  /** Arc to the parent; -1 for row 0. */
  readonly arc: Int32Array;
  readonly parent: Int32Array;
  readonly depth: Int32Array;
}

/**
 * Makes the function that finds the plan of least cost between points with these masses, of sum 1 each, rows x columns; at
 * most rows + columns - 1 entries of a plan are positive.
 *
 * By the simplex algorithm for the transportation problem: potentials of a spanning tree of arcs, the arc of most negative
 * reduced cost in a row enters, the first one emptied around the cycle leaves. Each search starts from the tree of the last:
 * its masses are right for any cost, and where costs changed little few arcs do.
 *
 * @source Dantzig 1951, Application of the simplex method to a transportation problem.
 */
export function exactTransport(a: Float64Array, b: Float64Array): (cost: Matrix) => Matrix {
  const [rows, columns] = [a.length, b.length];
  let basis: Basis | undefined;
  return (cost) => {
    basis ??= greedyBasis(cost, ...perturbed(a, b));
    return planOf(basis, optimise(basis, cost, rows, columns), a, b);
  };
}

/** Masses changed so that no subset of rows has the mass of a subset of columns. */
function perturbed(a: Float64Array, b: Float64Array): [a: Float64Array, b: Float64Array] {
  const nudge = PERTURBATION * [...a, ...b].reduce((least, mass) => Math.min(least, mass), Infinity);
  const nudged = b.slice();
  nudged[b.length - 1] += a.length * nudge;
  return [a.map((mass) => mass + nudge), nudged];
}

/** Exchanges arcs until no reduced cost is negative. */
function optimise(basis: Basis, cost: Matrix, rows: number, columns: number): Rooted {
  const { data } = cost;
  const least = -ROUNDING * data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const potential = new Float64Array(rows + columns);
  let tree = rooted(basis, rows, columns);
  for (let row = 0, passed = 0; passed < rows; ) {
    setPotentials(potential, tree, basis, cost);
    let [best, column] = [least, -1];
    for (; passed < rows; passed++, row = (row + 1) % rows) {
      for (let j = 0; j < columns; j++) {
        const reduced = data[row * columns + j] - potential[row] - potential[rows + j];
        if (reduced < best) {
          best = reduced;
          column = j;
        }
      }
      if (column >= 0) break;
    }
    if (column < 0) break;
    passed = 0;
    pivot(basis, tree, row, column, rows);
    tree = rooted(basis, rows, columns);
  }
  return tree;
}

/** A first tree: row after row to the cheapest columns that still want mass. */
function greedyBasis({ rows, columns, data }: Matrix, a: Float64Array, b: Float64Array): Basis {
  const count = rows + columns - 1;
  const [rowOf, columnOf, flow] = [new Int32Array(count), new Int32Array(count), new Float64Array(count)];
  const open = new Uint8Array(columns).fill(1);
  let openColumns = columns;
  let row = 0;
  for (let arc = 0; arc < count; arc++) {
    let column = -1;
    for (let j = 0; j < columns; j++)
      if (open[j] && (column < 0 || data[row * columns + j] < data[row * columns + column])) column = j;
    const moved = Math.max(0, Math.min(a[row], b[column]));
    rowOf[arc] = row;
    columnOf[arc] = column;
    flow[arc] = moved;
    a[row] -= moved;
    b[column] -= moved;
    // One line is done with each arc; the last row and the last column stay to the end.
    if (row < rows - 1 && (openColumns === 1 || a[row] <= b[column])) row++;
    else {
      open[column] = 0;
      openColumns--;
    }
  }
  return { rowOf, columnOf, flow };
}

function rooted({ rowOf, columnOf }: Basis, rows: number, columns: number): Rooted {
  const nodes = rows + columns;
  const first = new Int32Array(nodes + 1);
  for (let at = 0; at < rowOf.length; at++) {
    first[rowOf[at] + 1]++;
    first[rows + columnOf[at] + 1]++;
  }
  for (let node = 0; node < nodes; node++) first[node + 1] += first[node];
  const next = first.slice();
  const arcs = new Int32Array(2 * rowOf.length);
  for (let at = 0; at < rowOf.length; at++) {
    arcs[next[rowOf[at]]++] = at;
    arcs[next[rows + columnOf[at]]++] = at;
  }
  const [order, arc, parent, depth] = [0, 1, 2, 3].map(() => new Int32Array(nodes));
  arc[0] = parent[0] = -1;
  for (let at = 0, found = 1; at < found; at++) {
    const node = order[at];
    for (let k = first[node]; k < first[node + 1]; k++) {
      if (arcs[k] === arc[node]) continue;
      const other = node < rows ? rows + columnOf[arcs[k]] : rowOf[arcs[k]];
      arc[other] = arcs[k];
      parent[other] = node;
      depth[other] = depth[node] + 1;
      order[found++] = other;
    }
  }
  return { order, arc, parent, depth };
}

function setPotentials(potential: Float64Array, tree: Rooted, { rowOf, columnOf }: Basis, cost: Matrix): void {
  potential[0] = 0;
  for (let at = 1; at < tree.order.length; at++) {
    const node = tree.order[at];
    const arc = tree.arc[node];
    potential[node] = cost.data[rowOf[arc] * cost.columns + columnOf[arc]] - potential[tree.parent[node]];
  }
}

/** Brings an arc into the tree: mass goes around the cycle that it closes until an arc is empty, which leaves. */
function pivot({ rowOf, columnOf, flow }: Basis, tree: Rooted, row: number, column: number, rows: number): void {
  // From the column up, and from the row up, to where the two paths meet. What is left by a row gains, by a column loses,
  // on the column's side; the other way round on the row's.
  const [gaining, losing]: [number[], number[]] = [[], []];
  let [up, down] = [rows + column, row];
  while (up !== down)
    if (tree.depth[up] >= tree.depth[down]) {
      (up < rows ? gaining : losing).push(tree.arc[up]);
      up = tree.parent[up];
    } else {
      (down < rows ? losing : gaining).push(tree.arc[down]);
      down = tree.parent[down];
    }
  const leaving = losing.reduce((least, arc) => (flow[arc] < flow[least] ? arc : least), losing[0]);
  const amount = flow[leaving];
  for (const arc of gaining) flow[arc] += amount;
  for (const arc of losing) flow[arc] -= amount;
  rowOf[leaving] = row;
  columnOf[leaving] = column;
  flow[leaving] = amount;
}

/** The masses that the arcs of the tree must carry, from its leaves on: exact ones, without the perturbation. */
function planOf({ rowOf, columnOf }: Basis, { order, arc, parent }: Rooted, a: Float64Array, b: Float64Array): Matrix {
  const data = new Float64Array(a.length * b.length);
  const left = Float64Array.from([...a, ...b]);
  for (let at = order.length - 1; at > 0; at--) {
    const node = order[at];
    const mass = Math.max(0, left[node]);
    data[rowOf[arc[node]] * b.length + columnOf[arc[node]]] = mass > 1e-15 ? mass : 0;
    left[parent[node]] -= mass;
  }
  return { rows: a.length, columns: b.length, data };
}
