import { ArgumentError, checkInteger, createRng, type Matrix, type MatrixInput, type Rng } from '@lrsim/core';
import { readDistances } from '../read-distances.js';
import { alignerOf, asArray, distanceOf, readShapes } from './align.js';
import { meanNear } from './frechet-mean.js';
import type { MedoidClusters, ShapeClusters, ShapeKMeansOptions } from './types.js';

/**
 * k-means clustering of representations up to alignment of their units: each belongs to the nearest centroid, each centroid is
 * the Frechet mean of its cluster.
 *
 * Starts are drawn as by k-means++ and the best is kept; a cluster left empty gets the representation farthest from its
 * centroid.
 *
 * @param xs - representations, each samples x units.
 * @throws ArgumentError for more clusters than representations, or bad input as in `frechetMean`.
 * @source Arthur & Vassilvitskii 2007 (SODA); Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739).
 */
export function shapeKMeans(xs: readonly MatrixInput[], options: ShapeKMeansOptions): ShapeClusters {
  const { clusters, group = 'orth', starts = 10, maxIterations = 50, centre = false, rng = createRng(0) } = options;
  checkCounts('shapeKMeans', { clusters, starts, maxIterations }, xs.length);
  const shapes = readShapes('shapeKMeans', xs, centre);
  const align = alignerOf(group);
  const squaredDistance = (x: Matrix, y: Matrix) => distanceOf(align(x, y), y) ** 2;
  let best: ShapeClusters | undefined;
  for (let start = 0; start < starts; start++) {
    const drawn = spreadOut(xs.length, clusters, rng.fork(`start ${start}`), (i, j) =>
      squaredDistance(shapes.matrices[i], shapes.matrices[j]),
    );
    let centroids = drawn.map((at) => shapes.matrices[at]);
    let labels: Int32Array = new Int32Array(xs.length).fill(-1);
    let converged = false;
    let costs = new Float64Array(xs.length);
    for (let iteration = 0; !converged && iteration < maxIterations; iteration++) {
      const nearest = shapes.matrices.map((x) => nearestOf(centroids.map((centroid) => squaredDistance(x, centroid))));
      costs = Float64Array.from(nearest, ({ value }) => value);
      const next = filled(
        Int32Array.from(nearest, ({ at }) => at),
        costs,
        clusters,
      );
      converged = next.every((label, i) => label === labels[i]);
      labels = next;
      if (!converged)
        centroids = centroids.map((centroid, k) => {
          const members = shapes.matrices.filter((_, i) => labels[i] === k);
          return meanNear(centroid, { ...shapes, matrices: members }, align);
        });
    }
    const inertia = shapes.matrices.reduce((sum, x, i) => sum + squaredDistance(x, centroids[labels[i]]), 0);
    if (!best || inertia < best.inertia) best = { labels, centroids: centroids.map(asArray), inertia, converged };
  }
  return best as ShapeClusters;
}

/**
 * k-medoids clustering of items by their distances alone: each cluster is around one of the items, so that any measure of
 * distance will do.
 *
 * @param distances - items x items.
 * @param options.starts - random starts, the best is kept. Default 10.
 * @throws ArgumentError for a matrix that is not one of distances, or more clusters than items.
 * @source Kaufman & Rousseeuw 1990, Finding Groups in Data; Park & Jun 2009 (Expert Syst. Appl. 36:3336).
 */
export function kMedoids(
  distances: MatrixInput,
  options: {
    readonly clusters: number;
    readonly starts?: number;
    readonly maxIterations?: number;
    readonly rng?: Rng;
  },
): MedoidClusters {
  const { clusters, starts = 10, maxIterations = 100, rng = createRng(0) } = options;
  const { rows: n, data } = readDistances('kMedoids', distances);
  checkCounts('kMedoids', { clusters, starts, maxIterations }, n);
  let best: MedoidClusters | undefined;
  for (let start = 0; start < starts; start++) {
    let medoids = spreadOut(n, clusters, rng.fork(`start ${start}`), (i, j) => data[i * n + j] ** 2);
    let converged = false;
    const assigned = () =>
      Array.from({ length: n }, (_, i) =>
        nearestOf(medoids.map((medoid) => (i === medoid ? -1 : data[i * n + medoid]))),
      );
    for (let iteration = 0; !converged && iteration < maxIterations; iteration++) {
      const labels = assigned().map(({ at }) => at);
      const next = medoids.map((_, k) => {
        const members = labels.flatMap((label, i) => (label === k ? [i] : []));
        const costs = members.map((i) => members.reduce((sum, j) => sum + data[i * n + j], 0));
        return members[nearestOf(costs).at];
      });
      converged = next.every((medoid, k) => medoid === medoids[k]);
      medoids = next;
    }
    const labels = Int32Array.from(assigned(), ({ at }) => at);
    const cost = labels.reduce((sum, label, i) => sum + data[i * n + medoids[label]], 0);
    if (!best || cost < best.cost) best = { labels, medoids: Int32Array.from(medoids), cost, converged };
  }
  return best as MedoidClusters;
}

function checkCounts(where: string, counts: Readonly<Record<string, number>>, items: number): void {
  for (const [name, value] of Object.entries(counts)) checkInteger(where, name, value);
  if (counts.clusters > items)
    throw new ArgumentError(`${where}: clusters is ${counts.clusters}; expected at most the number of items, ${items}`);
}

function nearestOf(values: readonly number[]): { readonly at: number; readonly value: number } {
  const at = values.reduce((best, value, i) => (value < values[best] ? i : best), 0);
  return { at, value: values[at] };
}

/** Different items, each drawn with a chance that grows with the squared distance from those already drawn. */
function spreadOut(
  items: number,
  count: number,
  rng: Rng,
  squaredDistance: (i: number, j: number) => number,
): number[] {
  const drawn = [rng.integer(items)];
  const left = Float64Array.from({ length: items }, (_, i) => (i === drawn[0] ? 0 : squaredDistance(i, drawn[0])));
  while (drawn.length < count) {
    const total = left.reduce((sum, value) => sum + value, 0);
    let [threshold, at] = [rng.uniform() * total, -1];
    for (let i = 0; i < items && at < 0; i++) {
      if (drawn.includes(i)) continue;
      threshold -= left[i];
      if (threshold <= 0) at = i;
    }
    if (at < 0) at = Array.from({ length: items }, (_, i) => i).findLast((i) => !drawn.includes(i)) as number;
    drawn.push(at);
    for (let i = 0; i < items; i++) left[i] = i === at ? 0 : Math.min(left[i], squaredDistance(i, at));
  }
  return drawn;
}

/** The labels with each empty cluster given the item of a larger one that is farthest from its centre. */
function filled(labels: Int32Array, costs: Float64Array, clusters: number): Int32Array {
  const result = Int32Array.from(labels);
  const left = Float64Array.from(costs);
  for (let k = 0; k < clusters; k++) {
    if (result.includes(k)) continue;
    const sizes = (label: number) => result.filter((other) => other === label).length;
    const farthest = left.reduce(
      (best, cost, i) => (sizes(result[i]) > 1 && (best < 0 || cost > left[best]) ? i : best),
      -1,
    );
    result[farthest] = k;
    left[farthest] = 0;
  }
  return result;
}
