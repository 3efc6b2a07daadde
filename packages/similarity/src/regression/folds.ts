import { ArgumentError, checkInteger, createRng, type Matrix } from '@lrsim/core';

/** How samples are divided for cross-validation. */
export interface FoldOptions {
  /** How many folds, or the fold of each sample, any integers from 0 (default 5). */
  readonly folds?: number | ArrayLike<number>;
  /** Shuffles the samples before they are cut into folds; without it the folds are contiguous. */
  readonly shuffle?: number | string;
}

/** One division of the samples. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** As most libraries have it. */
const DEFAULT_FOLDS = 5;

/**
 * Divides samples into folds, each held out once. Folds that are counted differ in size by at most one, larger ones first.
 *
 * @throws ArgumentError for fewer than two folds, more than samples, or a list of another length.
 */
export function foldsOf(where: string, samples: number, { folds = DEFAULT_FOLDS, shuffle }: FoldOptions): Fold[] {
  const foldOf = typeof folds === 'number' ? counted(where, samples, folds, shuffle) : listed(where, samples, folds);
  const indices = Array.from({ length: samples }, (_, i) => i);
  return [...new Set(foldOf)]
    .sort((a, b) => a - b)
    .map((fold) => ({
      train: Int32Array.from(indices.filter((i) => foldOf[i] !== fold)),
      test: Int32Array.from(indices.filter((i) => foldOf[i] === fold)),
    }));
}

function counted(where: string, samples: number, folds: number, shuffle: FoldOptions['shuffle']): number[] {
  checkInteger(where, 'folds', folds, 2);
  if (folds > samples)
    throw new ArgumentError(`${where}: x has ${samples} samples for ${folds} folds; expected one or more for each`);
  const order = Array.from({ length: samples }, (_, i) => i);
  if (shuffle !== undefined) {
    const rng = createRng(shuffle);
    for (let last = samples - 1; last > 0; last--) {
      const other = rng.integer(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
  }
  const [size, larger] = [Math.floor(samples / folds), samples % folds];
  const foldOf = new Array<number>(samples);
  order.forEach((sample, place) => {
    const inLarger = place < larger * (size + 1);
    foldOf[sample] = inLarger
      ? Math.floor(place / (size + 1))
      : larger + Math.floor((place - larger * (size + 1)) / size);
  });
  return foldOf;
}

function listed(where: string, samples: number, folds: ArrayLike<number>): number[] {
  if (folds.length !== samples)
    throw new ArgumentError(`${where}: folds has ${folds.length} entries, x has ${samples} samples; expected as many`);
  const list = Array.from(folds);
  for (const fold of list) checkInteger(where, 'folds', fold, 0);
  if (new Set(list).size < 2)
    throw new ArgumentError(`${where}: folds has one value; expected at least two, one of them held out in turn`);
  return list;
}

/** The given rows of a matrix. */
export function rowsOf({ columns, data }: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++)
    picked.set(data.subarray(rows[i] * columns, (rows[i] + 1) * columns), i * columns);
  return { rows: rows.length, columns, data: picked };
}
