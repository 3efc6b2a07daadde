import { ArgumentError, checkInteger, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { type Cofacets, components, type FilteredEdges, longestFirst, loops, sortedEdges } from './persistence.js';
import type { Barcodes, RipsOptions } from './types.js';

/** Above this many edges loops take minutes. */
const MAX_EDGES = 250_000;

/**
 * Barcodes of the Vietoris-Rips complex of the samples, by Euclidean distance: the components and loops that appear and
 * disappear as all samples within a growing distance are connected.
 *
 * Exact, with coefficients in Z/2. Loops take time with the number of edges times samples: about a second for 300 samples.
 *
 * @param x - samples x units.
 * @throws ArgumentError for NaN, an option out of range, or more edges than `maxEdges`.
 */
export const vietorisRips = (x: MatrixInput, options: RipsOptions = {}): Barcodes =>
  ripsBarcodes(euclideanDistances(toMatrix('vietorisRips', 'x', x)), options, 'vietorisRips', 'x');

/**
 * Barcodes of the Vietoris-Rips complex of a matrix of distances, or of any dissimilarities: the triangle inequality is not
 * needed.
 *
 * @param distances - samples x samples; symmetric, not negative, with a zero diagonal.
 * @throws ArgumentError as `vietorisRips` does, and for a matrix that is not as it should be.
 */
export function vietorisRipsOfDistances(distances: MatrixInput, options: RipsOptions = {}): Barcodes {
  const where = 'vietorisRipsOfDistances';
  const matrix = toMatrix(where, 'distances', distances);
  checkDissimilarities(matrix, where, 'distances');
  return ripsBarcodes(matrix, options, where, 'distances');
}

/** Throws unless a matrix is square and symmetric, nowhere negative, and 0 on its diagonal. */
export function checkDissimilarities({ rows, columns, data }: Matrix, where: string, argument: string): void {
  if (rows !== columns)
    throw new ArgumentError(`${where}: ${argument} is ${rows} x ${columns}; expected a square matrix`);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      const [value, other] = [data[i * rows + j], data[j * rows + i]];
      if (value < 0 || value !== other || (i === j && value !== 0))
        throw new ArgumentError(
          `${where}: ${argument} is ${value} at [${i}, ${j}] and ${other} at [${j}, ${i}]; expected a symmetric matrix, not negative, with a zero diagonal`,
        );
    }
}

/** Barcodes of checked dissimilarities. */
export function ripsBarcodes(distances: Matrix, options: RipsOptions, where: string, argument: string): Barcodes {
  const { dimension = 1, maxEdge = Infinity, maxEdges = MAX_EDGES } = options;
  if (dimension !== 0 && dimension !== 1)
    throw new ArgumentError(`${where}: dimension is ${dimension}; expected 0 or 1, higher ones are not computed`);
  if (!(maxEdge >= 0)) throw new ArgumentError(`${where}: maxEdge is ${maxEdge}; expected a number of at least 0`);
  checkInteger(where, 'maxEdges', maxEdges);
  const longest = Math.min(maxEdge, enclosingRadius(distances));
  const edges = edgesUpTo(distances, longest);
  if (dimension === 1 && edges.values.length > maxEdges)
    throw new ArgumentError(
      `${where}: ${argument} has ${edges.values.length} edges up to ${longest} between its ${distances.rows} samples; the limit for loops is ${maxEdges}. Give maxEdge or fewer samples, raise maxEdges, or ask for dimension 0`,
    );
  const { bars, joins } = components(edges);
  const h1 = dimension === 1 ? loops(edges, joins, ripsCofacets(distances, edges, longest)) : [];
  return { h0: longestFirst(bars), h1: longestFirst(h1) };
}

/** The least distance within which some sample has all others: from there on the complex is a cone. */
function enclosingRadius({ rows, data }: Matrix): number {
  let radius = Infinity;
  for (let i = 0; i < rows; i++) {
    let furthest = 0;
    for (let j = 0; j < rows; j++) furthest = Math.max(furthest, data[i * rows + j]);
    radius = Math.min(radius, furthest);
  }
  return radius;
}

function edgesUpTo({ rows, data }: Matrix, longest: number): FilteredEdges {
  const [from, to, values]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const value = data[i * rows + j];
      if (value > longest) continue;
      from.push(i);
      to.push(j);
      values.push(value);
    }
  return sortedEdges(rows, from, to, Float64Array.from(values));
}

/** The triangles on an edge, numbered by their vertices: the further the third vertex, the higher. */
function ripsCofacets({ rows: n, data }: Matrix, { from, to, values }: FilteredEdges, longest: number): Cofacets {
  return (edge, visit) => {
    const [i, j, length] = [from[edge], to[edge], values[edge]];
    const [iRow, jRow] = [i * n, j * n];
    for (let k = 0; k < n; k++) {
      if (k === i || k === j) continue;
      const value = Math.max(data[iRow + k], data[jRow + k], length);
      if (value > longest) continue;
      // i > j; the largest vertex first.
      const id = k > i ? (k * n + i) * n + j : k > j ? (iRow + k) * n + j : (iRow + j) * n + k;
      if (visit(value, id)) return;
    }
  };
}
