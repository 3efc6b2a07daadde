import { createRng } from '@lrsim/core';
import { rdm } from '../rdm.js';
import type { Rdm } from '../types.js';

/** Patterns of normal numbers: conditions x channels. */
export function normals(rows: number, columns: number, seed: number | string): number[][] {
  const rng = createRng(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.normal()));
}

/** RDMs of subjects that share patterns but for noise. */
export function subjectRdms(count: number, conditions: number, noise: number, seed: number): Rdm[] {
  const shared = normals(conditions, 8, `shared ${seed}`);
  return Array.from({ length: count }, (_, subject) => {
    const own = normals(conditions, 8, `subject ${seed} ${subject}`);
    return rdm(shared.map((row, i) => row.map((value, j) => value + noise * own[i][j])));
  });
}

/** RDMs of patterns that have nothing to do with one another. */
export const unrelatedRdms = (count: number, conditions: number, seed: number): Rdm[] =>
  Array.from({ length: count }, (_, at) => rdm(normals(conditions, 6, `unrelated ${seed} ${at}`)));
