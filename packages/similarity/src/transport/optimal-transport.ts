import { ArgumentError, checkFinite, type Matrix } from '@lrsim/core';

/** How much mass goes from each source to each target, and what it costs. */
export interface TransportPlan {
  /** [sources, targets], not negative; its rows sum to the sources' masses, its columns to the targets'. */
  readonly plan: Matrix;
  /** The sum of plan times cost. */
  readonly cost: number;
}

/** Masses below this share of the total count as spent: what rounding leaves of a subtraction. */
const SPENT = 1e-14;

/**
 * The plan of least cost that moves the masses of some sources to those of some targets (the transportation problem), exact.
 *
 * By shortest augmenting paths with potentials: each path takes the cheapest way from a source with mass left to a target
 * with room, by way of masses that were moved before.
 *
 * @param cost - of moving a unit of mass, [sources, targets].
 * @param from - masses of the sources, not negative; default equal ones.
 * @param to - masses of the targets, with the same sum; default equal ones.
 * @throws ArgumentError for masses that do not fit the cost, are negative, or have different sums.
 * @source Ahuja, Magnanti & Orlin 1993, Network Flows, section 9.7 (successive shortest paths).
 */
export function optimalTransport(
  cost: Matrix,
  from: ArrayLike<number> = new Float64Array(cost.rows).fill(1 / cost.rows),
  to: ArrayLike<number> = new Float64Array(cost.columns).fill(1 / cost.columns),
): TransportPlan {
  const [m, n] = [cost.rows, cost.columns];
  checkFinite('optimalTransport', 'cost', cost.data, [m, n]);
  const total = checkMasses('from', from, m);
  const other = checkMasses('to', to, n);
  if (Math.abs(total - other) > 1e-9 * total)
    throw new ArgumentError(`optimalTransport: from sums to ${total}, to sums to ${other}; expected the same mass`);

  const [supply, demand] = [Float64Array.from(from), Float64Array.from(to)];
  const spent = SPENT * total;
  const plan = new Float64Array(m * n);
  const search = pathSearch(m, n, cost.data, plan);
  for (let source = 0; source < m; source++)
    while (supply[source] > spent) {
      const path = search(source, (target) => demand[target] > spent);
      if (path.length === 0) break; // only rounding is left
      const target = path[0];
      let amount = Math.min(supply[source], demand[target]);
      for (let k = 2; k < path.length; k += 2) amount = Math.min(amount, plan[path[k - 1] * n + path[k]]);
      for (let k = 0; k < path.length; k += 2) {
        plan[path[k + 1] * n + path[k]] += amount;
        if (k + 2 < path.length) {
          const at = path[k + 1] * n + path[k + 2];
          plan[at] = plan[at] - amount > spent ? plan[at] - amount : 0;
        }
      }
      supply[source] -= amount;
      demand[target] -= amount;
    }
  let value = 0;
  for (let at = 0; at < plan.length; at++) value += plan[at] * cost.data[at];
  return { plan: { rows: m, columns: n, data: plan }, cost: value };
}

/**
 * Finds the cheapest way from a source to a target that `open` accepts, as target, source, target, ..., source: from the last
 * source to each target before it mass is added, and taken from that target's earlier source.
 */
function pathSearch(m: number, n: number, cost: Float64Array, plan: Float64Array) {
  const [u, v] = [new Float64Array(m), new Float64Array(n)];
  const shortest = new Float64Array(n);
  const distanceOfRow = new Float64Array(m);
  const sourceOf = new Int32Array(n);
  const targetOf = new Int32Array(m);
  const rowDone = new Uint8Array(m);
  const columnDone = new Uint8Array(n);
  const queue = new Int32Array(m);

  return (source: number, open: (target: number) => boolean): number[] => {
    shortest.fill(Infinity);
    rowDone.fill(0);
    columnDone.fill(0);
    rowDone[source] = 1;
    distanceOfRow[source] = 0;
    targetOf[source] = -1;
    let [head, tail] = [0, 0];
    queue[tail++] = source;
    let end = -1;
    while (end < 0) {
      for (; head < tail; head++) {
        const i = queue[head];
        const offset = distanceOfRow[i] - u[i];
        for (let j = 0, at = i * n; j < n; j++, at++) {
          const candidate = offset + cost[at] - v[j];
          if (candidate < shortest[j] && columnDone[j] === 0) {
            shortest[j] = candidate;
            sourceOf[j] = i;
          }
        }
      }
      let [nearest, least] = [-1, Infinity];
      for (let j = 0; j < n; j++)
        if (columnDone[j] === 0 && shortest[j] < least) {
          least = shortest[j];
          nearest = j;
        }
      if (nearest < 0) return [];
      columnDone[nearest] = 1;
      if (open(nearest)) {
        end = nearest;
        break;
      }
      // Mass on its way to this target may be sent elsewhere, at no reduced cost.
      for (let i = 0; i < m; i++)
        if (rowDone[i] === 0 && plan[i * n + nearest] > 0) {
          rowDone[i] = 1;
          distanceOfRow[i] = least;
          targetOf[i] = nearest;
          queue[tail++] = i;
        }
    }
    const length = shortest[end];
    for (let i = 0; i < m; i++) if (rowDone[i] === 1) u[i] += length - distanceOfRow[i];
    for (let j = 0; j < n; j++) if (columnDone[j] === 1) v[j] -= length - shortest[j];
    const path: number[] = [];
    for (let j = end; j >= 0; j = targetOf[sourceOf[j]]) path.push(j, sourceOf[j]);
    return path;
  };
}

function checkMasses(argument: string, masses: ArrayLike<number>, count: number): number {
  if (masses.length !== count)
    throw new ArgumentError(`optimalTransport: ${argument} has ${masses.length} masses; expected ${count}`);
  checkFinite('optimalTransport', argument, masses);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (masses[i] < 0)
      throw new ArgumentError(`optimalTransport: ${argument} is ${masses[i]} at [${i}]; expected masses`);
    total += masses[i];
  }
  if (total === 0) throw new ArgumentError(`optimalTransport: ${argument} sums to 0; expected some mass`);
  return total;
}
