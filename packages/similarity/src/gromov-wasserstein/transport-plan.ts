import type { Matrix } from '@lrsim/core';
import { linearAssignment } from '@lrsim/linalg';
import { exactTransport } from './exact-transport.js';

/**
 * Makes the function that finds the plan of least cost between points with the given masses, rows x columns: an assignment
 * where all masses are equal.
 */
export function transportPlan(a: Float64Array, b: Float64Array): (cost: Matrix) => Matrix {
  if (!allEqual(a, b)) return exactTransport(a, b);
  return (cost) => {
    const data = new Float64Array(cost.data.length);
    linearAssignment(cost).forEach((column, row) => {
      data[row * cost.columns + column] = a[row];
    });
    return { ...cost, data };
  };
}

/** Whether both have as many points, all of one mass. */
export const allEqual = (a: Float64Array, b: Float64Array) =>
  a.length === b.length && [...a, ...b].every((mass) => Math.abs(mass - a[0]) <= 1e-12 * a[0]);
