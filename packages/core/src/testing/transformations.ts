import type { Invariance, Matrix, Rng } from '../types.js';

/** A random example of each transformation that a metric may ignore: samples x units in and out. */
export const transformations: Readonly<Record<Invariance, (x: Matrix, rng: Rng) => Matrix>> = {
  translation(x, rng) {
    const offsets = Array.from({ length: x.columns }, () => 3 * rng.normal());
    return mapColumns(x, (value, unit) => value + offsets[unit]);
  },
  // Far from 1, so that an absolute threshold somewhere shows.
  'isotropic-scaling': (x, rng) => {
    const factor = 1e-3 * (1 + rng.uniform());
    return mapColumns(x, (value) => value * factor);
  },
  'unit-scaling'(x, rng) {
    const factors = Array.from({ length: x.columns }, () => Math.exp(rng.normal()));
    return mapColumns(x, (value, unit) => value * factors[unit]);
  },
  rotation: (x, rng) => rightMultiply(x, orthogonal(x.columns, rng)),
  permutation(x, rng) {
    const order = Array.from({ length: x.columns }, (_, unit) => unit);
    for (let last = order.length - 1; last > 0; last--) {
      const other = rng.integer(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return {
      ...x,
      data: x.data.map((_, at) => x.data[Math.floor(at / x.columns) * x.columns + order[at % x.columns]]),
    };
  },
  'invertible-linear'(x, rng) {
    const stretched = mapColumns(rightMultiply(x, orthogonal(x.columns, rng)), (value, unit) => value * (1 + unit));
    return rightMultiply(stretched, orthogonal(x.columns, rng));
  },
};

const mapColumns = (x: Matrix, change: (value: number, unit: number) => number): Matrix => ({
  ...x,
  data: x.data.map((value, at) => change(value, at % x.columns)),
});

/** X times a square matrix given by its rows. */
function rightMultiply(x: Matrix, square: readonly (readonly number[])[]): Matrix {
  const data = x.data.map((_, at) => {
    const first = Math.floor(at / x.columns) * x.columns;
    return square.reduce((sum, row, k) => sum + x.data[first + k] * row[at % x.columns], 0);
  });
  return { ...x, data };
}

/** A random orthogonal matrix, rotation or reflection: the rows of a normal matrix made orthonormal one after another. */
function orthogonal(size: number, rng: Rng): number[][] {
  const rows: number[][] = [];
  while (rows.length < size) {
    let row = Array.from({ length: size }, () => rng.normal());
    // Twice: what is left of earlier rows after one subtraction is rounding of a larger vector.
    for (const earlier of [...rows, ...rows]) {
      const overlap = row.reduce((sum, value, k) => sum + value * earlier[k], 0);
      row = row.map((value, k) => value - overlap * earlier[k]);
    }
    const length = Math.hypot(...row);
    rows.push(row.map((value) => value / length));
  }
  return rows;
}
