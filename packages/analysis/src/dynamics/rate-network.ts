import {
  ArgumentError,
  checkFinite,
  checkNumber,
  lookUp,
  type Matrix,
  type MatrixInput,
  type NdLike,
  toMatrix,
} from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import type { DynamicalMap, RateActivation, RateNetworkOptions } from './types.js';

interface Activation {
  readonly f: (a: number) => number;
  readonly derivative: (a: number) => number;
}

/** With the derivatives at 0 that the networks were trained with: a tie is split by retanh and passed on by ReLU. */
const activations: Readonly<Record<RateActivation, Activation>> = {
  retanh: {
    f: (a) => Math.max(Math.tanh(a), 0),
    derivative: (a) => (a > 0 ? 1 - Math.tanh(a) ** 2 : a === 0 ? 0.5 : 0),
  },
  relu: { f: (a) => Math.max(a, 0), derivative: (a) => (a >= 0 ? 1 : 0) },
  tanh: { f: Math.tanh, derivative: (a) => 1 - Math.tanh(a) ** 2 },
};

/**
 * A leaky rate network as a map of its pre-activations, a' = (1 - alpha) a + alpha (W f(a) + U x + b), without noise: for
 * `lyapunovExponents` and `findFixedPoints`.
 *
 * @throws ArgumentError for sizes that do not match, an input without input weights, an alpha out of range, an unknown
 *   activation, or NaN.
 */
export function rateNetworkMap(options: RateNetworkOptions): DynamicalMap {
  const where = 'rateNetworkMap';
  const { alpha = 0.1, activation = 'retanh' } = options;
  const w = toMatrix(where, 'recurrent', options.recurrent);
  const size = w.rows;
  if (w.columns !== size)
    throw new ArgumentError(`${where}: recurrent is ${w.rows} x ${w.columns}; expected a square matrix`);
  checkNumber(where, 'alpha', alpha, Number.MIN_VALUE, 1);
  const { f, derivative } = lookUp('activation', activations, activation);
  const drives = drivesOf(where, options, size);
  const driveAt = (time: number) => drives[Math.min(time, drives.length - 1)];
  return {
    size,
    step(state, time) {
      const [rates, drive] = [state.map(f), driveAt(time)];
      return state.map((a, i) => {
        let sum = drive[i];
        for (let j = 0; j < size; j++) sum += w.data[i * size + j] * rates[j];
        return (1 - alpha) * a + alpha * sum;
      });
    },
    jacobian(state) {
      const gains = state.map(derivative);
      return {
        rows: size,
        columns: size,
        data: w.data.map((value, at) => alpha * value * gains[at % size] + (at % (size + 1) === 0 ? 1 - alpha : 0)),
      };
    },
    applyJacobian(state, vectors) {
      const gains = state.map(derivative);
      const gained = {
        ...vectors,
        data: vectors.data.map((value, at) => value * gains[Math.floor(at / vectors.columns)]),
      };
      const product = multiply(w, gained);
      return { ...product, data: product.data.map((value, at) => (1 - alpha) * vectors.data[at] + alpha * value) };
    },
  };
}

/** U x + b for each step of the input. */
function drivesOf(where: string, { inputWeights, bias, input }: RateNetworkOptions, size: number): Float64Array[] {
  const offset = bias ? Float64Array.from(bias) : new Float64Array(size);
  checkFinite(where, 'bias', offset);
  if (offset.length !== size)
    throw new ArgumentError(`${where}: bias has ${offset.length} values; expected one for each of ${size} units`);
  if (input === undefined) return [offset];
  if (inputWeights === undefined)
    throw new ArgumentError(`${where}: there is an input without inputWeights; expected U, [units, inputs]`);
  const u = toMatrix(where, 'inputWeights', inputWeights);
  const x = toMatrix(where, 'input', isVector(input) ? { data: input, shape: [1, input.length] } : input);
  if (u.rows !== size || u.columns !== x.columns)
    throw new ArgumentError(
      `${where}: inputWeights is ${u.rows} x ${u.columns}; expected ${size} units and the input's ${x.columns} channels`,
    );
  return Array.from({ length: x.rows }, (_, t) => offset.map((value, i) => value + dot(u, i, x, t)));
}

function dot(u: Matrix, i: number, x: Matrix, t: number): number {
  let sum = 0;
  for (let k = 0; k < u.columns; k++) sum += u.data[i * u.columns + k] * x.data[t * x.columns + k];
  return sum;
}

const isVector = (input: ArrayLike<number> | MatrixInput): input is ArrayLike<number> & NdLike['data'] =>
  'length' in input && typeof input[0] === 'number';
