import { ArgumentError, checkFinite, checkInteger, checkNumber, createRng, type Matrix } from '@lrsim/core';
import { multiply, qr } from '@lrsim/linalg';
import type { DynamicalMap, LyapunovExponents, LyapunovOptions } from './types.js';

/**
 * Lyapunov exponents: the mean rates at which small perturbations grow or shrink along a trajectory of a map.
 *
 * Perturbations are carried along by the Jacobian and made orthonormal again at each step by a QR decomposition, whose
 * diagonal holds their growth. The largest exponent is positive for chaos, 0 for a cycle or a line of fixed points, negative
 * where all trajectories nearby come together.
 *
 * @param start - a state, one value for each unit.
 * @throws ArgumentError for a start of another length, a count out of range, or a trajectory that leaves the finite numbers.
 * @source Benettin, Galgani, Giorgilli & Strelcyn 1980 (Meccanica 15:9); Vogt, Puelma Touzel, Shlizerman & Lajoie 2022
 *   (Front. Appl. Math. Stat. 8:818799).
 */
export function lyapunovExponents(
  system: DynamicalMap,
  start: ArrayLike<number>,
  options: LyapunovOptions = {},
): LyapunovExponents {
  const where = 'lyapunovExponents';
  const { steps = 1000, transient = 100, count = system.size, stepTime = 1, rng = createRng(0) } = options;
  checkInteger(where, 'steps', steps);
  checkInteger(where, 'transient', transient, 0);
  checkInteger(where, 'count', count);
  checkNumber(where, 'stepTime', stepTime, Number.MIN_VALUE);
  checkFinite(where, 'start', start);
  if (start.length !== system.size || count > system.size)
    throw new ArgumentError(
      `${where}: start has ${start.length} values and count is ${count}; the system has ${system.size} units`,
    );
  const random = Float64Array.from({ length: system.size * count }, () => rng.normal());
  let state: Float64Array = Float64Array.from(start);
  let directions = qr({ rows: system.size, columns: count, data: random }).q;
  const sums = new Float64Array(count);
  for (let time = 0; time < transient + steps; time++) {
    const { q, r } = qr(carried(system, state, directions, time));
    if (time >= transient) for (let k = 0; k < count; k++) sums[k] += Math.log(Math.abs(r.data[k * count + k]));
    directions = q;
    state = system.step(state, time);
    if (!state.every(Number.isFinite))
      throw new ArgumentError(
        `${where}: the state is not finite after ${time + 1} steps; expected a bounded trajectory`,
      );
  }
  const exponents = sums.map((sum) => sum / (steps * stepTime)).sort((a, b) => b - a);
  return { exponents, kaplanYorkeDimension: kaplanYorke(exponents, system.size) };
}

const carried = (system: DynamicalMap, state: Float64Array, directions: Matrix, time: number): Matrix =>
  system.applyJacobian
    ? system.applyJacobian(state, directions, time)
    : multiply(system.jacobian(state, time), directions);

/** j + (l_1 + ... + l_j) / |l_(j+1)| for the largest j at which the sum is not negative. */
function kaplanYorke(exponents: Float64Array, size: number): number | undefined {
  let sum = 0;
  for (let j = 0; j < exponents.length; j++) {
    if (sum + exponents[j] < 0) return j + sum / -exponents[j];
    sum += exponents[j];
  }
  return exponents.length === size ? size : undefined;
}
