import { checkInteger, checkNumber, createRng, type Matrix } from '@lrsim/core';
import { transpose } from '@lrsim/linalg';
import { exchange } from './exchange.js';
import { conditionalGradient, GAIN, lossOf, meanSquare, projectedGradient, type Search } from './local-search.js';
import { lowerBoundsOf, type MassiveDistances } from './lower-bounds.js';
import { sinkhornPlan } from './sinkhorn-plan.js';
import { startPlans } from './starts.js';
import { allEqual, transportPlan } from './transport-plan.js';
import type { GromovWassersteinResult, GromovWassersteinSearch } from './types.js';

/** Permutations of more points are not refined by exchanges, which take n^2 each. */
const MAX_EXCHANGED = 1000;
/** How many of the best plans are refined. */
const REFINED = 3;
/** Losses this close, relative to the loss under independence, are the same. */
const SAME = 1e-9;

/** Searches from every start and keeps the best plan. */
export function solve(
  x: MassiveDistances,
  y: MassiveDistances,
  options: GromovWassersteinSearch,
  where: string,
): GromovWassersteinResult {
  // One way round for a pair, whichever way it came: the search then gives the same value for both.
  if (comesAfter(x, y)) {
    const result = solve(y, x, options, where);
    return { ...result, plan: transpose(result.plan) };
  }
  const { restarts = 4, seed = 0, entropy = 0, maxIterations = 200 } = options;
  checkInteger(where, 'restarts', restarts, 0);
  checkInteger(where, 'maxIterations', maxIterations);
  checkNumber(where, 'entropy', entropy, 0);
  const { plan: thirdPlan, ...bounds } = lowerBoundsOf(x, y);
  const search = searchOf(x, y, entropy, maxIterations);
  const starts = [...startPlans(x, y, restarts, createRng(seed)), thirdPlan];
  const descend = entropy > 0 ? projectedGradient : conditionalGradient;
  const found = starts.map((start) => {
    const plan = descend(start, search);
    return { plan, loss: lossOf(plan, x, y) };
  });
  // The best are worth more work; a sort is stable, so that equal ones stay in the order of their starts.
  const plans = found
    .sort((p, q) => p.loss - q.loss)
    .map(({ plan }, at) => (at < REFINED && entropy === 0 ? refined(plan, search) : plan));
  const losses = plans.map((plan, at) => (at < REFINED ? lossOf(plan, x, y) : found[at].loss));
  const loss = losses.reduce((least, value) => Math.min(least, value), Infinity);
  const plan = plans[losses.indexOf(loss)];
  return {
    loss,
    distance: Math.sqrt(loss),
    plan,
    // Bounds of the exact problem; rounding must not put them above a loss of 0.
    lowerBound: Math.min(loss, Math.max(bounds.first, bounds.second, bounds.third)),
    starts: starts.length,
    startsAtBest: losses.filter((value) => value - loss <= SAME * search.scale).length,
  };
}

function searchOf(x: MassiveDistances, y: MassiveDistances, entropy: number, maxIterations: number): Search {
  const [a, b] = [x.masses, y.masses];
  const mean = ({ distances, masses }: MassiveDistances) =>
    distances.data.reduce(
      (sum, value, at) => sum + masses[Math.floor(at / masses.length)] * masses[at % masses.length] * value,
      0,
    );
  const scale = Math.max(meanSquare(x) + meanSquare(y) - 2 * mean(x) * mean(y), Number.MIN_VALUE);
  const linear = entropy > 0 ? (cost: Matrix) => sinkhornPlan(cost, a, b, entropy * scale) : transportPlan(a, b);
  return { x, y, linear, maxIterations, scale };
}

/** A plan that is a permutation after exchanges and the steps they allow; any other plan as it is. */
function refined(plan: Matrix, search: Search): Matrix {
  const n = plan.rows;
  if (n > MAX_EXCHANGED || !allEqual(search.x.masses, search.y.masses)) return plan;
  const columnOf = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (plan.data[i * n + j] > 0.5 * search.x.masses[i]) columnOf[i] = j;
  if (columnOf.includes(-1)) return plan;
  const [c, d] = [search.x.distances, search.y.distances];
  exchange(columnOf, c, d, {
    maxIterations: search.maxIterations,
    gain: (GAIN * search.scale) / search.x.masses[0] ** 2,
  });
  const data = new Float64Array(n * n);
  columnOf.forEach((j, i) => {
    data[i * n + j] = search.x.masses[i];
  });
  return conditionalGradient({ ...plan, data }, search);
}

/** An order of clouds: by number of points, then by the sum of distances. */
function comesAfter(x: MassiveDistances, y: MassiveDistances): boolean {
  if (x.masses.length !== y.masses.length) return x.masses.length > y.masses.length;
  const sum = ({ distances }: MassiveDistances) => distances.data.reduce((total, value) => total + value, 0);
  return sum(x) > sum(y);
}
