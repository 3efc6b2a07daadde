import type { Matrix } from '@lrsim/core';

/** Rows x samples that vary along some of the parameter axes only: what is the same all along the others is held once. */
export interface Part {
  /** Sizes of all parameter axes. */
  readonly axes: readonly number[];
  /** Along which of them it varies. */
  readonly varies: readonly boolean[];
  /** Rows x all combinations along those. */
  readonly values: Matrix;
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

/** A copy of data that vary along all axes. */
export const wholePart = ({ rows, columns, data }: Matrix, axes: readonly number[]): Part => ({
  axes,
  varies: axes.map(() => true),
  values: { rows, columns, data: data.slice() },
});

/** How many samples each value stands for. */
export const repeats = ({ axes, values }: Part): number => product(axes) / values.columns;

/** The means of each row along an axis that the part varies along; the part itself is left without them. */
export function takeAverages({ axes, varies, values: { rows, columns, data } }: Part, axis: number): Part {
  const length = axes[axis];
  const inner = product(axes.filter((_, other) => other > axis && varies[other]));
  const averages = new Float64Array(data.length / length);
  let to = 0;
  for (let start = 0; start < data.length; start += length * inner)
    for (let first = start; first < start + inner; first++) {
      const end = first + length * inner;
      let sum = 0;
      for (let at = first; at < end; at += inner) sum += data[at];
      const average = sum / length;
      averages[to++] = average;
      for (let at = first; at < end; at += inner) data[at] -= average;
    }
  return {
    axes,
    varies: varies.map((one, other) => one && other !== axis),
    values: { rows, columns: columns / length, data: averages },
  };
}

/** For each sample the column of the part's values that holds it. */
export function columnsOfSamples({ axes, varies }: Pick<Part, 'axes' | 'varies'>): Int32Array {
  let columns = Int32Array.of(0);
  axes.forEach((size, axis) => {
    const finer = new Int32Array(columns.length * size);
    for (let i = 0, at = 0; i < columns.length; i++)
      for (let k = 0; k < size; k++) finer[at++] = varies[axis] ? columns[i] * size + k : columns[i];
    columns = finer;
  });
  return columns;
}

/** Rows x samples. */
export function expanded(part: Part): Matrix {
  if (part.varies.every(Boolean)) return part.values;
  return spread(part.values, columnsOfSamples(part));
}

/** For each combination that a part varies along, the sum of the rows of a matrix whose samples fall on it. */
export function sumsOfSamples(part: Part, samples: Matrix): Matrix {
  if (part.varies.every(Boolean)) return samples;
  const { columns, data } = samples;
  const sums = new Float64Array(part.values.columns * columns);
  columnsOfSamples(part).forEach((place, sample) => {
    for (let k = 0, to = place * columns, at = sample * columns; k < columns; k++, to++, at++) sums[to] += data[at];
  });
  return { rows: part.values.columns, columns, data: sums };
}

/** The sum of parts of the same data. */
export function sumOfParts(parts: readonly Part[]): Part {
  const { axes } = parts[0];
  const varies = axes.map((_, axis) => parts.some((part) => part.varies[axis]));
  const own = <T>(all: readonly T[]) => all.filter((_, axis) => varies[axis]);
  const terms = parts.map((part) =>
    spread(part.values, columnsOfSamples({ axes: own(axes), varies: own(part.varies) })),
  );
  const [first, ...others] = terms;
  for (const { data } of others) for (let at = 0; at < data.length; at++) first.data[at] += data[at];
  return { axes, varies, values: first };
}

/** The columns with these indices. */
function spread({ rows, columns, data }: Matrix, indices: Int32Array): Matrix {
  const wide = new Float64Array(rows * indices.length);
  for (let i = 0, at = 0; i < rows; i++) for (const index of indices) wide[at++] = data[i * columns + index];
  return { rows, columns: indices.length, data: wide };
}
