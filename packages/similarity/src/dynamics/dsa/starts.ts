import type { Matrix, Rng } from '@lrsim/core';
import { multiply, multiplyTranspose, qr, symmetricEigen, transpose, transposeMultiply } from '@lrsim/linalg';
import type { OperatorPair } from './operator-pair.js';
import { rotate } from './plane-rotations.js';

const symmetricPart = (a: Matrix): Matrix => {
  const turned = transpose(a);
  return { ...a, data: a.data.map((value, at) => (value + turned.data[at]) / 2) };
};

/** Symmetric matrices that turn along with an operator: C f(B) C' = f(C B C'). */
const companions: readonly ((a: Matrix) => Matrix)[] = [
  symmetricPart,
  (a) => transposeMultiply(a, a),
  (a) => multiplyTranspose(a, a),
  (a) => symmetricPart(multiply(a, a)),
  (a) => symmetricPart(multiply(a, transposeMultiply(a, a))),
];

/**
 * Orthogonal matrices to start from: those that bring the eigenvectors of a companion of B onto those of A's, in order, which
 * are exact up to signs where B is a rotated copy; then random ones. First the identity, exact between canonical operators.
 */
export function* startingRotations(a: Matrix, b: Matrix, rng: Rng): Generator<Matrix> {
  const n = a.rows;
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  yield { rows: n, columns: n, data: identity };
  for (const companion of companions) {
    const [va, vb] = [a, b].map((one) => symmetricEigen(companion(one)).vectors);
    yield multiplyTranspose(va, vb);
  }
  for (;;) {
    const data = Float64Array.from({ length: n * n }, () => rng.normal());
    yield qr({ rows: n, columns: n, data }).q;
  }
}

/** Planes that a kick turns: enough to leave a hill, few enough to stay near it. */
const PLANES = 6;

/** A pair a few rotations in random planes away, in storage of its own. */
export function kicked({ size, a, k, c }: OperatorPair, rng: Rng): OperatorPair {
  const pair = { size, a, k: k.slice(), c: c.slice() };
  for (let turn = 0; turn < PLANES && size > 1; turn++) {
    const i = rng.integer(size);
    const j = (i + 1 + rng.integer(size - 1)) % size;
    const [x, y] = [rng.normal(), rng.normal()];
    const length = Math.hypot(x, y);
    rotate(pair, i, j, x / length, y / length);
  }
  return pair;
}
