import { ArgumentError, type Matrix, type NdArray, type NdLike } from '@lrsim/core';
import { checkLabels, inAxisOrder, readUnitsBySamples, type UnitsBySamples } from './axes.js';
import { expanded, type Part, sumOfParts, takeAverages, wholePart } from './part.js';
import type { DpcaOptions } from './types.js';

/** Units x samples without the mean of each unit, and its parts. */
export interface Marginals {
  readonly mean: Float64Array;
  readonly centred: Matrix;
  readonly axes: readonly number[];
  readonly parts: ReadonlyMap<string, Part>;
}

/**
 * The parts of condition-averaged activity that depend on each combination of parameters and on no more than that.
 *
 * The part of a set of parameters is the activity averaged over all others, minus the parts of its subsets; with the mean of
 * each unit they add up to the data, and they are uncorrelated. Names are the labels of the set, in their order.
 *
 * @param x - [units, ...one axis for each label], or the units last with `unitAxis`.
 * @throws ArgumentError for labels that do not fit the shape, a join of unknown parts, or NaN.
 * @source Kobak et al. 2016 (eLife 5:e10989), Marginalization procedure.
 */
export function marginalise(
  x: NdLike,
  { labels, join, unitAxis = 'first' }: Pick<DpcaOptions, 'labels' | 'join' | 'unitAxis'>,
): Record<string, NdArray> {
  checkLabels('marginalise', labels);
  const { axes, parts } = marginalsOf('marginalise', readUnitsBySamples('marginalise', 'x', x, labels, unitAxis), {
    labels,
    join,
  });
  return Object.fromEntries([...parts].map(([name, part]) => [name, inAxisOrder(expanded(part), axes, unitAxis)]));
}

/** The marginalisations of data already read. */
export function marginalsOf(
  where: string,
  { matrix, axes }: UnitsBySamples,
  { labels, join }: Pick<DpcaOptions, 'labels' | 'join'>,
): Marginals {
  const { mean, centred } = centreRows(matrix);
  // Along each axis the data fall into their mean and what is left, so after all of them into every combination.
  let parts = new Map([['', wholePart(centred, axes)]]);
  axes.forEach((_, axis) => {
    const next = new Map<string, Part>();
    for (const [name, part] of parts) {
      const averages = takeAverages(part, axis);
      next.set(name + labels[axis], part);
      next.set(name, averages);
    }
    parts = next;
  });
  parts.delete('');
  const bySize = [...parts].sort(([a], [b]) => a.length - b.length);
  return { mean, centred, axes, parts: joined(where, new Map(bySize), join) };
}

function joined(where: string, parts: Map<string, Part>, join: DpcaOptions['join'] = {}): Map<string, Part> {
  const sums = Object.entries(join).map(([name, members]): [string, Part] => {
    const found = members.map((member) => {
      const part = parts.get(member);
      if (!part)
        throw new ArgumentError(
          `${where}: join.${name} names '${member}', which is no marginalisation or is joined twice; left: ${[...parts.keys()].join(', ')}`,
        );
      parts.delete(member);
      return part;
    });
    if (found.length === 0) throw new ArgumentError(`${where}: join.${name} is empty; expected at least one name`);
    return [name, sumOfParts(found)];
  });
  for (const [name, sum] of sums) {
    if (parts.has(name))
      throw new ArgumentError(`${where}: join names a sum '${name}', which is itself a part left over`);
    parts.set(name, sum);
  }
  return parts;
}

/** Each unit's mean, and the data without them. */
export function centreRows(matrix: Matrix): { readonly mean: Float64Array; readonly centred: Matrix } {
  const { rows, columns, data } = matrix;
  const mean = new Float64Array(rows);
  const centred = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    // Sums of differences from the first sample: exact for a silent unit, accurate for a large offset.
    let sum = 0;
    for (const value of row) sum += value - row[0];
    mean[i] = row[0] + sum / columns;
    for (let j = 0; j < columns; j++) centred[i * columns + j] = row[j] - mean[i];
  }
  return { mean, centred: { rows, columns, data: centred } };
}
