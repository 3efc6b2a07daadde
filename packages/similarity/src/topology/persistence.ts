import { Heap } from './heap.js';
import type { Bar } from './types.js';

/** The edges of a filtered complex, ascending by value; vertices are there from 0 on. */
export interface FilteredEdges {
  readonly vertices: number;
  /** Ends of each edge. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Value at which each edge appears, ascending. */
  readonly values: Float64Array;
}

/** Sorts edges by value, and by index where these are equal. */
export function sortedEdges(vertices: number, from: number[], to: number[], values: Float64Array): FilteredEdges {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  return {
    vertices,
    from: Int32Array.from(order, (at) => from[at]),
    to: Int32Array.from(order, (at) => to[at]),
    values: Float64Array.from(order, (at) => values[at]),
  };
}

/** Bars of the components, and which edges join two of them (a minimal spanning forest). */
export function components({ vertices, from, to, values }: FilteredEdges): { bars: Bar[]; joins: Uint8Array } {
  const parents = Int32Array.from({ length: vertices }, (_, vertex) => vertex);
  const rootOf = (vertex: number) => {
    let root = vertex;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  };
  const bars: Bar[] = [];
  const joins = new Uint8Array(values.length);
  let left = vertices;
  for (let edge = 0; edge < values.length && left > 1; edge++) {
    const [a, b] = [rootOf(from[edge]), rootOf(to[edge])];
    if (a === b) continue;
    parents[a] = b;
    joins[edge] = 1;
    left--;
    if (values[edge] > 0) bars.push({ birth: 0, death: values[edge] });
  }
  for (; left > 0; left--) bars.push({ birth: 0, death: Infinity });
  return { bars, joins };
}

/** Gets the value and the id of a triangle; true ends the visits. */
type Visit = (value: number, id: number) => boolean;

/** Visits every triangle of the complex that has the edge, those of equal values by ascending id. */
export type Cofacets = (edge: number, visit: Visit) => void;

/**
 * Bars of the loops, by reduction of the coboundaries of edges, the last edge first, columns kept implicitly as the sets of
 * edges whose coboundaries they sum. Edges that join components have nothing to give (clearing); an edge whose first
 * triangle is not taken yet is reduced as it is.
 *
 * @source de Silva, Morozov & Vejdemo-Johansson 2011 (doi 10.1088/0266-5611/27/12/124003); Bauer 2021 (arXiv 1908.02518).
 */
export function loops(edges: FilteredEdges, joins: Uint8Array, cofacets: Cofacets): Bar[] {
  const { values } = edges;
  const bars: Bar[] = [];
  /** The edge whose column has a triangle as its first. */
  const ownerOf = new Map<number, number>();
  /** The edges summed in a column, where these are others than its own alone. */
  const sums = new Map<number, readonly number[]>();
  const claim = (edge: number, value: number, triangle: number) => {
    ownerOf.set(triangle, edge);
    if (value > values[edge]) bars.push({ birth: values[edge], death: value });
  };
  for (let edge = values.length - 1; edge >= 0; edge--) {
    if (joins[edge]) continue;
    let [first, triangle] = [Infinity, -1];
    cofacets(edge, (value, id) => {
      if (value < first) {
        first = value;
        triangle = id;
      }
      // No triangle comes before its edge.
      return value === values[edge];
    });
    if (triangle < 0) {
      bars.push({ birth: values[edge], death: Infinity });
      continue;
    }
    if (!ownerOf.has(triangle)) {
      claim(edge, first, triangle);
      continue;
    }
    const column = new Heap();
    const summed = new Set<number>();
    const add = (other: number) => {
      cofacets(other, (value, id) => {
        column.push(value, id);
        return false;
      });
      if (!summed.delete(other)) summed.add(other);
    };
    add(edge);
    for (;;) {
      const pivot = popOdd(column);
      if (!pivot) {
        bars.push({ birth: values[edge], death: Infinity });
        break;
      }
      const owner = ownerOf.get(pivot.id);
      if (owner === undefined) {
        claim(edge, pivot.value, pivot.id);
        if (summed.size > 1) sums.set(edge, [...summed]);
        break;
      }
      column.push(pivot.value, pivot.id);
      for (const other of sums.get(owner) ?? [owner]) add(other);
    }
  }
  return bars;
}

/** The smallest element that is there an odd number of times, taken out; pairs of equal ones before it vanish. */
function popOdd(column: Heap): { readonly value: number; readonly id: number } | undefined {
  for (let top = column.pop(); top; ) {
    const next = column.pop();
    if (next?.id !== top.id) {
      if (next) column.push(next.value, next.id);
      return top;
    }
    top = column.pop();
  }
  return undefined;
}

/** Bars by length, the longest first; of equal ones the one born first. */
export const longestFirst = (bars: readonly Bar[]): Bar[] =>
  [...bars].sort((a, b) => {
    const [one, other] = [a.death - a.birth, b.death - b.birth];
    return one === other ? a.birth - b.birth : other - one;
  });
