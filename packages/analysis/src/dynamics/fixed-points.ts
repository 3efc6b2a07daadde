import { ArgumentError, checkInteger, checkNumber, createRng, type Matrix, toMatrix } from '@lrsim/core';
import { solvePositiveDefinite, transposeMultiply } from '@lrsim/linalg';
import { spectrumOf } from './eigenspectrum.js';
import type { DynamicalMap, FixedPoint, FixedPointOptions, FixedPoints } from './types.js';

/** The damping relative to the mean squared column of the Jacobian: at first, at least, and where a search is given up. */
const [FIRST_DAMPING, LEAST_DAMPING, MOST_DAMPING] = [1e-3, 1e-12, 1e12];
/** How near to the unit circle an eigenvalue counts as on it. */
const MARGIN = 1e-6;

/**
 * Fixed and slow points of a map: the minima of q(a) = |F(a) - a|^2 / 2 found from many states, with the linear dynamics
 * around each.
 *
 * Each search is a damped Newton descent on q (Levenberg-Marquardt) of bounded length. A minimum with q above 0 is a slow
 * point, the trace of a fixed point that is nearly there. Points that coincide are counted once.
 *
 * @param system - a map such as `rateNetworkMap` gives, its input taken at `time`.
 * @throws ArgumentError for starts of another width, a tolerance below 0, or NaN.
 * @source Sussillo & Barak 2013 (Neural Comput. 25:626); Golub & Sussillo 2018 (J. Open Source Softw. 3:1003).
 */
export function findFixedPoints(system: DynamicalMap, options: FixedPointOptions): FixedPoints {
  const where = 'findFixedPoints';
  const { jitter = 0, time = 0, maxIterations = 300, fixedTolerance = 1e-9, slowTolerance = 1e-2 } = options;
  const rng = options.rng ?? createRng(0);
  const starts = toMatrix(where, 'starts', options.starts);
  if (starts.columns !== system.size)
    throw new ArgumentError(`${where}: starts has ${starts.columns} units; the system has ${system.size}`);
  checkInteger(where, 'maxIterations', maxIterations);
  checkInteger(where, 'time', time, 0);
  for (const [name, value] of Object.entries({ jitter, fixedTolerance, slowTolerance }))
    checkNumber(where, name, value, 0);
  const scale = Math.sqrt(starts.data.reduce((sum, value) => sum + value * value, 0) / starts.rows);
  const { separation = Math.max(1e-6, 1e-4 * scale) } = options;
  checkNumber(where, 'separation', separation, 0);

  const found: { state: Float64Array; speed: number; starts: number }[] = [];
  let failed = 0;
  for (let i = 0; i < starts.rows; i++) {
    const start = starts.data.slice(i * system.size, (i + 1) * system.size);
    const noisy = jitter === 0 ? start : start.map((value) => value + jitter * rng.normal());
    const { state, speed } = descend(system, noisy, time, maxIterations, fixedTolerance);
    if (!(speed <= Math.max(slowTolerance, fixedTolerance * (1 + norm(state))))) {
      failed++;
      continue;
    }
    const same = found.find((point) => norm(point.state.map((value, j) => value - state[j])) <= separation);
    if (!same) found.push({ state, speed, starts: 1 });
    else {
      same.starts++;
      if (speed < same.speed) Object.assign(same, { state, speed });
    }
  }
  const points = found.sort((a, b) => a.speed - b.speed).map((point) => described(system, point, time, fixedTolerance));
  const states = Float64Array.from(points.flatMap(({ state }) => Array.from(state)));
  return { points, states: { data: states, shape: [points.length, system.size] }, failed };
}

/** To a minimum of |F(a) - a|, or as near as the iterations allow. */
function descend(system: DynamicalMap, start: Float64Array, time: number, maxIterations: number, tolerance: number) {
  const residualAt = (state: Float64Array) => system.step(state, time).map((value, i) => value - state[i]);
  let state = start;
  let residual = residualAt(state);
  let speed = norm(residual);
  let damping = FIRST_DAMPING;
  for (let iteration = 0; iteration < maxIterations && speed > tolerance * 1e-3 * (1 + norm(state)); iteration++) {
    const jacobian = minusIdentity(system.jacobian(state, time));
    const normal = transposeMultiply(jacobian, jacobian);
    const slope = transposeMultiply(jacobian, { rows: system.size, columns: 1, data: residual });
    let moved = false;
    while (!moved && damping < MOST_DAMPING) {
      const step = dampedStep(normal, slope, damping);
      const next = state.map((value, i) => value - step[i]);
      const nextResidual = residualAt(next);
      const nextSpeed = norm(nextResidual);
      moved = nextSpeed < speed;
      if (!moved) damping *= 10;
      else {
        damping = Math.max(LEAST_DAMPING, damping / 10);
        [state, residual, speed] = [next, nextResidual, nextSpeed];
      }
    }
    if (!moved) break;
  }
  return { state, speed };
}

/** (J'J + damping * mean diagonal) step = J'r. */
function dampedStep(normal: Matrix, slope: Matrix, damping: number): Float64Array {
  const n = normal.rows;
  let trace = 0;
  for (let i = 0; i < n; i++) trace += normal.data[i * (n + 1)];
  // A map that moves by a constant everywhere has no slope and no minimum.
  if (trace === 0) return new Float64Array(n);
  const added = (damping * trace) / n;
  const data = normal.data.map((value, at) => (at % (n + 1) === 0 ? value + added : value));
  return solvePositiveDefinite({ ...normal, data }, slope).data;
}

function described(
  system: DynamicalMap,
  { state, speed, starts }: { state: Float64Array; speed: number; starts: number },
  time: number,
  tolerance: number,
): FixedPoint {
  const spectrum = spectrumOf(system.jacobian(state, time));
  const moduli = spectrum.real.map((value, i) => Math.hypot(value, spectrum.imaginary[i]));
  return {
    state,
    kind: speed <= tolerance * (1 + norm(state)) ? 'fixed' : 'slow',
    speed,
    spectrum,
    stable: spectrum.spectralRadius < 1 - MARGIN,
    unstableDirections: moduli.filter((modulus) => modulus > 1 + MARGIN).length,
    marginalDirections: moduli.filter((modulus) => Math.abs(modulus - 1) <= MARGIN).length,
    starts,
  };
}

const norm = (values: Float64Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

const minusIdentity = (a: Matrix): Matrix => ({
  ...a,
  data: a.data.map((value, at) => (at % (a.columns + 1) === 0 ? value - 1 : value)),
});
