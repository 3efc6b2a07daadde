import type { Matrix } from '@lrsim/core';
import { type Cofacets, components, loops, sortedEdges } from './persistence.js';
import type { Bar } from './types.js';

/**
 * Bars of the loops of the relaxed witness complex: landmarks are connected when some sample has them among its nearest, but
 * for a relaxation r of distances that grows from 0 to `largest`. Bars alive there end there.
 *
 * A sample witnesses a simplex at the distance of the furthest vertex less that of the nearest landmark not in it, 0 at
 * least; a simplex appears when it is witnessed and its faces are there.
 *
 * @param distances - samples x samples.
 * @param landmarks - indices of samples.
 * @source de Silva & Carlsson 2004 (doi 10.2312/SPBG/SPBG04/157-166); Boissonnat, Guibas & Oudot 2009.
 */
export function witnessLoops(distances: Matrix, landmarks: readonly number[], largest: number): Bar[] {
  const count = landmarks.length;
  const edgeValues = new Float64Array(count * count).fill(Infinity);
  const triangleValues = new Map<number, number>();
  const lower = (value: number, a: number, b: number) => {
    const at = Math.max(a, b) * count + Math.min(a, b);
    if (value < edgeValues[at]) edgeValues[at] = value;
  };
  for (let witness = 0; witness < distances.rows; witness++) {
    const row = landmarks.map((landmark) => distances.data[witness * distances.columns + landmark]);
    const order = row.map((_, at) => at).sort((a, b) => row[a] - row[b] || a - b);
    const sorted = order.map((at) => row[at]);
    forWitnessed(sorted, largest, (value, p, q, r) => {
      if (r < 0) return lower(value, order[p], order[q]);
      const [a, b, c] = [order[p], order[q], order[r]].sort((u, v) => v - u);
      const id = (a * count + b) * count + c;
      triangleValues.set(id, Math.min(value, triangleValues.get(id) ?? Infinity));
    });
  }
  const { edges, cofacets } = complexOf(count, edgeValues, triangleValues);
  const { joins } = components(edges);
  return loops(edges, joins, cofacets)
    .map(({ birth, death }) => ({ birth, death: Math.min(death, largest) }))
    .filter(({ birth, death }) => death > birth);
}

/** Every edge (r = -1) and triangle, by positions in the order of distances, that a witness sees up to `largest`. */
function forWitnessed(
  sorted: readonly number[],
  largest: number,
  visit: (value: number, p: number, q: number, r: number) => void,
): void {
  const count = sorted.length;
  /** Relaxation for a furthest vertex where the landmark at `missing` is the nearest outside; what is further needs more. */
  const excess = (furthest: number, missing: number) =>
    missing < count ? Math.max(0, sorted[furthest] - sorted[missing]) : 0;
  const missingOf = (p: number, q: number) => (p > 0 ? 0 : q > 1 ? 1 : 2);
  for (let q = 1; q < count && excess(q, Math.min(q, 2)) <= largest; q++)
    for (let p = 0; p < q; p++) {
      const value = excess(q, missingOf(p, q));
      if (value <= largest) visit(value, p, q, -1);
    }
  for (let r = 2; r < count && excess(r, 3) <= largest; r++)
    for (let q = 1; q < r; q++)
      for (let p = 0; p < q; p++) {
        const missing = missingOf(p, q);
        const value = excess(r, missing === 2 && r === 2 ? 3 : missing);
        if (value <= largest) visit(value, p, q, r);
      }
}

function complexOf(count: number, edgeValues: Float64Array, triangleValues: ReadonlyMap<number, number>) {
  const [from, to, values]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++)
      if (edgeValues[i * count + j] < Infinity) {
        from.push(i);
        to.push(j);
        values.push(edgeValues[i * count + j]);
      }
  const edges = sortedEdges(count, from, to, Float64Array.from(values));
  const edgeAt = new Int32Array(count * count).fill(-1);
  edges.from.forEach((i, edge) => {
    edgeAt[i * count + edges.to[edge]] = edge;
  });
  const triangles: { value: number; id: number }[][] = Array.from(values, () => []);
  for (const [id, witnessed] of triangleValues) {
    const [a, b, c] = [Math.floor(id / count / count), Math.floor(id / count) % count, id % count];
    const sides = [edgeAt[a * count + b], edgeAt[a * count + c], edgeAt[b * count + c]];
    if (sides.includes(-1)) continue;
    const value = Math.max(witnessed, ...sides.map((edge) => edges.values[edge]));
    for (const edge of sides) triangles[edge].push({ value, id });
  }
  for (const list of triangles) list.sort((a, b) => a.id - b.id);
  const cofacets: Cofacets = (edge, visit) => {
    triangles[edge].some(({ value, id }) => visit(value, id));
  };
  return { edges, cofacets };
}
