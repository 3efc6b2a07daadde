import type { Matrix, Rng } from '@lrsim/core';
import { linearAssignment, multiplyTranspose, qr, svd } from '@lrsim/linalg';
import type { AlignmentGroup } from './types.js';

/** What the search needs of a group of orthogonal matrices. */
export interface Group {
  /** Whether there are members near every member. */
  readonly continuous: boolean;
  /** The member Q of greatest tr(Q'M). */
  closest(m: Matrix): Matrix;
  /** Members next to one that no improvement leads to; none where the group is continuous or that would take too long. */
  neighbours(q: Matrix): Iterable<Matrix>;
  /** A random member. */
  random(size: number, rng: Rng): Matrix;
}

export const identityMatrix = (size: number): Matrix => ({
  rows: size,
  columns: size,
  data: Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0)),
});

/** Up to this many units every exchange of two is tried; their number grows with the square. */
const MOST_EXCHANGED = 16;

/** A permutation with two of its rows exchanged, every two. */
function* exchanges({ rows: n, columns, data }: Matrix): Iterable<Matrix> {
  if (n > MOST_EXCHANGED) return;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const exchanged = data.slice();
      exchanged.copyWithin(i * n, j * n, (j + 1) * n);
      exchanged.set(data.subarray(i * n, (i + 1) * n), j * n);
      yield { rows: n, columns, data: exchanged };
    }
}

/** The groups by name. */
export const groups: Readonly<Record<AlignmentGroup, Group>> = {
  orth: {
    continuous: true,
    neighbours: () => [],
    closest(m) {
      const { u, v } = svd(m);
      return multiplyTranspose(u, v);
    },
    random(size, rng) {
      const { q, r } = qr({ rows: size, columns: size, data: Float64Array.from({ length: size * size }, rng.normal) });
      // Uniform over the group once the signs of R's diagonal are positive.
      const data = q.data.map((value, at) => (r.data[(at % size) * (size + 1)] < 0 ? -value : value));
      return { ...q, data };
    },
  },
  perm: {
    continuous: false,
    neighbours: exchanges,
    closest(m) {
      const columnOf = linearAssignment({ ...m, data: m.data.map((value) => -value) });
      const data = new Float64Array(m.rows * m.rows);
      columnOf.forEach((column, row) => {
        data[row * m.rows + column] = 1;
      });
      return { ...m, data };
    },
    random(size, rng) {
      const cost = Float64Array.from({ length: size * size }, rng.uniform);
      return groups.perm.closest({ rows: size, columns: size, data: cost });
    },
  },
  identity: {
    continuous: false,
    neighbours: () => [],
    closest: ({ rows }) => identityMatrix(rows),
    random: identityMatrix,
  },
};
