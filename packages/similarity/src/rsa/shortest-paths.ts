import { upperTriangle } from './rdm-input.js';

/** Lengths of the shortest paths between all pairs; NaN is no edge, and what no path joins is infinite (Floyd & Warshall). */
export function shortestPaths(n: number, edges: Float64Array): Float64Array {
  const lengths = new Float64Array(n * n);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, at++) {
      const edge = Number.isNaN(edges[at]) ? Infinity : edges[at];
      lengths[i * n + j] = edge;
      lengths[j * n + i] = edge;
    }
  for (let via = 0; via < n; via++)
    for (let i = 0; i < n; i++) {
      const first = lengths[i * n + via];
      for (let j = 0; j < n; j++) {
        const length = first + lengths[via * n + j];
        if (length < lengths[i * n + j]) lengths[i * n + j] = length;
      }
    }
  return upperTriangle(n, (i, j) => (lengths[i * n + j] === Infinity ? Number.NaN : lengths[i * n + j]));
}
