import { ConvergenceError, checkFinite, checkInteger, checkNumber, type Matrix } from '@lrsim/core';
import type { TransportPlan } from './optimal-transport.js';

/** Options of `sinkhorn`. */
export interface SinkhornOptions {
  /** Strength of the entropy, relative to the mean cost (default 0.05). */
  readonly epsilon?: number;
  /** Largest deviation of a source's mass at which it stops, relative to the total mass (default 1e-10). */
  readonly tolerance?: number;
  /** Default 10000. */
  readonly maximumIterations?: number;
}

/**
 * Transport with equal masses that is smoothed by an entropy: the plan depends smoothly on the cost, and its derivative is
 * simple (the plan itself is the gradient of the regularised cost).
 *
 * Minimises sum P C - epsilon H(P) with epsilon in units of the mean cost, in the logarithmic domain, which neither
 * overflows nor underflows. The cost returned is that of the plan, without the entropy.
 *
 * @throws ConvergenceError where the masses do not agree after the iterations allowed.
 * @source Cuturi 2013 (arXiv 1306.0895); Peyre & Cuturi 2019 (arXiv 1803.00567), section 4.4.
 */
export function sinkhorn(
  cost: Matrix,
  { epsilon = 0.05, tolerance = 1e-10, maximumIterations = 10_000 }: SinkhornOptions = {},
): TransportPlan {
  const [m, n] = [cost.rows, cost.columns];
  checkFinite('sinkhorn', 'cost', cost.data, [m, n]);
  checkNumber('sinkhorn', 'epsilon', epsilon, Number.MIN_VALUE);
  checkInteger('sinkhorn', 'maximumIterations', maximumIterations);
  const mean = cost.data.reduce((sum, one) => sum + Math.abs(one), 0) / cost.data.length;
  const strength = epsilon * (mean || 1);
  const scaled = cost.data.map((one) => -one / strength);
  const [f, g] = [new Float64Array(m), new Float64Array(n)];
  const logSum = (count: number, at: (k: number) => number) => {
    let largest = -Infinity;
    for (let k = 0; k < count; k++) largest = Math.max(largest, at(k));
    let sum = 0;
    for (let k = 0; k < count; k++) sum += Math.exp(at(k) - largest);
    return largest + Math.log(sum);
  };
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    for (let j = 0; j < n; j++) g[j] = -Math.log(n) - logSum(m, (i) => f[i] + scaled[i * n + j]);
    let deviation = 0;
    for (let i = 0; i < m; i++) {
      const mass = logSum(n, (j) => g[j] + scaled[i * n + j]);
      deviation = Math.max(deviation, Math.abs(Math.exp(f[i] + mass) - 1 / m));
      f[i] = -Math.log(m) - mass;
    }
    if (deviation > tolerance) continue;
    const plan = scaled.map((one, at) => Math.exp(f[Math.floor(at / n)] + g[at % n] + one));
    const value = plan.reduce((sum, mass, at) => sum + mass * cost.data[at], 0);
    return { plan: { rows: m, columns: n, data: plan }, cost: value };
  }
  throw new ConvergenceError(
    `sinkhorn: the masses do not agree to ${tolerance} after ${maximumIterations} iterations; epsilon is ${epsilon}, use a larger one`,
  );
}
