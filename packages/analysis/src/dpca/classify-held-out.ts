import type { Matrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { demixer } from './demix.js';
import { centreRows, marginalsOf } from './marginalise.js';
import { expanded, takeAverages, wholePart } from './part.js';
import type { DpcaOptions, DpcaSignificanceOptions } from './types.js';

/** Accuracies of each marginalisation, [components][bins]. */
export type Accuracies = Map<string, number[][]>;

/** Labels that a marginalisation depends on: those of the members that were joined into it. */
export const lettersOf = (name: string, { join }: Pick<DpcaOptions, 'join'>) =>
  new Set([...(join?.[name] ?? [name]).join('')]);

/** How components are fitted, and which axes tell conditions apart. */
export interface Fit {
  readonly where: string;
  readonly axes: readonly number[];
  readonly lambda: number;
  readonly together: string;
  readonly options: DpcaSignificanceOptions;
}

/** For each marginalisation with conditions, the share of conditions told right by each component at each bin. */
export function classified(
  training: Matrix,
  validation: Matrix,
  { where, axes, lambda, together, options }: Fit,
): Accuracies {
  const fitted = marginalsOf(where, { matrix: training, axes }, options);
  const heldOut = centreRows(validation).centred;
  const result: Accuracies = new Map();
  const found = demixer(where, fitted, {
    ...options,
    trials: undefined,
    crossValidation: undefined,
    regulariser: lambda,
  })(lambda);
  for (const [name, { decoder }] of found) {
    const letters = lettersOf(name, options);
    const isClass = (axis: number) => letters.has(options.labels[axis]) && !together.includes(options.labels[axis]);
    if (!axes.some((_, axis) => isClass(axis)) || decoder.columns === 0) continue;
    const averaged = (centred: Matrix) =>
      expanded(
        axes.reduce(
          (latent, _, axis) => (letters.has(options.labels[axis]) ? latent : takeAverages(latent, axis)),
          wholePart(transposeMultiply(decoder, centred), axes),
        ),
      );
    const groups = cellsAndBins(axes, isClass, (axis) => letters.has(options.labels[axis]) && !isClass(axis));
    result.set(name, nearest(averaged(fitted.centred), averaged(heldOut), groups));
  }
  return result;
}

/** One sample for each bin and class: positions [bin][class] at index 0 of the axes that do not count. */
function cellsAndBins(axes: readonly number[], isClass: (axis: number) => boolean, isBin: (axis: number) => boolean) {
  const groups: number[][] = [];
  const samples = axes.reduce((product, size) => product * size, 1);
  for (let sample = 0; sample < samples; sample++) {
    let [bin, binStep, rest, counts] = [0, 1, sample, true];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const index = rest % axes[axis];
      rest = (rest - index) / axes[axis];
      if (isBin(axis)) {
        bin += index * binStep;
        binStep *= axes[axis];
      } else if (!isClass(axis) && index > 0) counts = false;
    }
    if (!counts) continue;
    groups[bin] ??= [];
    groups[bin].push(sample);
  }
  return groups;
}

function nearest(train: Matrix, test: Matrix, groups: readonly (readonly number[])[]): number[][] {
  return Array.from({ length: train.rows }, (_, k) =>
    groups.map((samples) => {
      const at = (matrix: Matrix, sample: number) => matrix.data[k * matrix.columns + sample];
      const right = samples.filter((truth) => {
        const value = at(test, truth);
        return samples.every(
          (other) => other === truth || Math.abs(value - at(train, truth)) < Math.abs(value - at(train, other)),
        );
      });
      return right.length / samples.length;
    }),
  );
}
