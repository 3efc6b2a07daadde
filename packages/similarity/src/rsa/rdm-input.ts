import { ArgumentError, allFinite, checkInteger, type Matrix } from '@lrsim/core';
import type { Rdm, RdmInput } from './types.js';

/** n for the n (n - 1) / 2 values of a condensed upper triangle; undefined where no n has that many. */
function conditionsOf(pairs: number): number | undefined {
  const n = Math.round((1 + Math.sqrt(1 + 8 * pairs)) / 2);
  return pairs > 0 && (n * (n - 1)) / 2 === pairs ? n : undefined;
}

/**
 * Reads an RDM, or the values of one alone. A typed array of float64 is not copied: nothing here writes to it.
 *
 * @throws ArgumentError for a number of values that is no n (n - 1) / 2, or an infinite one; NaN marks what was not measured.
 */
export function toRdm(where: string, argument: string, input: RdmInput): Rdm {
  if (input === null || typeof input !== 'object')
    throw new TypeError(`${where}: ${argument} is ${String(input)}; expected an RDM or its condensed values`);
  const given = 'values' in input && 'conditions' in input ? input : undefined;
  const list = given ? given.values : (input as ArrayLike<number>);
  const values = list instanceof Float64Array ? list : Float64Array.from(list);
  const conditions = conditionsOf(values.length);
  if (conditions === undefined || (given && given.conditions !== conditions))
    throw new ArgumentError(
      `${where}: ${argument} has ${values.length} values${given ? ` for ${given.conditions} conditions` : ''}; expected n (n - 1) / 2 of them for n conditions: the upper triangle`,
    );
  const infinite = allFinite(values) ? -1 : values.findIndex((value) => value === Infinity || value === -Infinity);
  if (infinite >= 0)
    throw new ArgumentError(
      `${where}: ${argument} is ${values[infinite]} at [${infinite}]; expected finite numbers, or NaN`,
    );
  return given?.labels ? { conditions, values, labels: given.labels } : { conditions, values };
}

/** Reads a list of RDMs of the same conditions; there must be at least one. */
export function toRdms(where: string, argument: string, inputs: readonly RdmInput[]): Rdm[] {
  if (!Array.isArray(inputs) || inputs.length === 0)
    throw new ArgumentError(
      `${where}: ${argument} is no list of at least one RDM; expected one for each subject or model`,
    );
  const rdms = inputs.map((input, at) => toRdm(where, `${argument}[${at}]`, input));
  rdms.forEach((rdm, at) => {
    checkSameConditions(where, rdms[0], rdm, `${argument}[0]`, `${argument}[${at}]`);
  });
  return rdms;
}

/** Throws where two RDMs have different numbers of conditions. */
export function checkSameConditions(where: string, a: Rdm, b: Rdm, nameOfA: string, nameOfB: string): void {
  if (a.conditions !== b.conditions)
    throw new ArgumentError(
      `${where}: ${nameOfA} has ${a.conditions} conditions, ${nameOfB} has ${b.conditions}; expected the same conditions in the same order`,
    );
}

/** The RDM as a symmetric matrix, `diagonal` (default 0) on its diagonal. */
export function squareRdm(input: RdmInput, diagonal = 0): Matrix {
  const { conditions: n, values } = toRdm('squareRdm', 'rdm', input);
  const data = new Float64Array(n * n);
  for (let i = 0, at = 0; i < n; i++) {
    data[i * n + i] = diagonal;
    for (let j = i + 1; j < n; j++, at++) data[i * n + j] = data[j * n + i] = values[at];
  }
  return { rows: n, columns: n, data };
}

/** The upper triangle of a square matrix as an RDM. The lower one is not looked at. */
export function condensedRdm({ rows, columns, data }: Matrix): Rdm {
  if (rows !== columns || rows < 2)
    throw new ArgumentError(
      `condensedRdm: the matrix is ${rows} x ${columns}; expected a square one of at least 2 x 2`,
    );
  return { conditions: rows, values: upperTriangle(rows, (i, j) => data[i * rows + j]) };
}

/** f(i, j) for all i < j < n, row by row. */
export function upperTriangle(n: number, f: (i: number, j: number) => number): Float64Array {
  const values = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, at = 0; i < n; i++) for (let j = i + 1; j < n; j++, at++) values[at] = f(i, j);
  return values;
}

/** The RDM of some of its conditions, in that order; a condition taken twice has NaN with itself. */
export function subsetRdm(input: RdmInput, chosen: ArrayLike<number>): Rdm {
  const { conditions: n, values, labels } = toRdm('subsetRdm', 'rdm', input);
  const indices = Array.from(chosen);
  for (const index of indices) {
    checkInteger('subsetRdm', 'chosen', index, 0);
    if (index >= n)
      throw new ArgumentError(`subsetRdm: chosen has ${index}; expected indices below ${n}, the conditions`);
  }
  if (indices.length < 2)
    throw new ArgumentError(`subsetRdm: ${indices.length} conditions are chosen; expected at least 2`);
  const picked = upperTriangle(indices.length, (i, j) => valueAt(values, n, indices[i], indices[j]));
  const subset: Rdm = { conditions: indices.length, values: picked };
  return labels ? { ...subset, labels: indices.map((index) => labels[index]) } : subset;
}

/** The dissimilarity of conditions i and j; NaN for one with itself. */
function valueAt(values: Float64Array, n: number, i: number, j: number): number {
  if (i === j) return Number.NaN;
  const [row, column] = i < j ? [i, j] : [j, i];
  return values[row * n - (row * (row + 1)) / 2 + column - row - 1];
}
