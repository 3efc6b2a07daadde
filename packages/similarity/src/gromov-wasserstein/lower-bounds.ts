import type { Matrix } from '@lrsim/core';
import { lineOf, squaredWasserstein } from './one-dimensional.js';
import { transportPlan } from './transport-plan.js';
import type { GromovWassersteinBounds } from './types.js';

/** Distances between points that have masses. */
export interface MassiveDistances {
  /** Points x points. */
  readonly distances: Matrix;
  readonly masses: Float64Array;
}

/** The three lower bounds of the loss, and the plan behind the third. */
export function lowerBoundsOf(
  x: MassiveDistances,
  y: MassiveDistances,
): GromovWassersteinBounds & { readonly plan: Matrix } {
  const first = squaredWasserstein(eccentricities(x), eccentricities(y));
  const second = squaredWasserstein(allDistances(x), allDistances(y));
  const [ofX, ofY] = [x, y].map(distancesOfEach);
  const cost: Matrix = {
    rows: ofX.length,
    columns: ofY.length,
    data: Float64Array.from(ofX.flatMap((one) => ofY.map((other) => squaredWasserstein(one, other)))),
  };
  const plan = transportPlan(x.masses, y.masses)(cost);
  const third = plan.data.reduce((sum, mass, at) => sum + mass * cost.data[at], 0);
  return { first, second, third, plan };
}

const rowOf = ({ distances: { data, columns } }: MassiveDistances, i: number) =>
  data.subarray(i * columns, (i + 1) * columns);

const eccentricities = (points: MassiveDistances) =>
  lineOf(
    Float64Array.from(points.masses, (_, i) =>
      Math.sqrt(rowOf(points, i).reduce((sum, value, k) => sum + points.masses[k] * value * value, 0)),
    ),
    points.masses,
  );

const allDistances = ({ distances, masses }: MassiveDistances) =>
  lineOf(
    distances.data,
    distances.data.map((_, at) => masses[Math.floor(at / masses.length)] * masses[at % masses.length]),
  );

const distancesOfEach = (points: MassiveDistances) =>
  Array.from(points.masses, (_, i) => lineOf(rowOf(points, i), points.masses));
