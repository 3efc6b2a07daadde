import { checkInteger, checkNumber, createRng, type Matrix, type NdLike, type Rng } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { checkLabels } from './axes.js';
import { dpcaCrossValidation, togetherOf } from './cross-validation.js';
import { demixer } from './demix.js';
import { marginalsOf } from './marginalise.js';
import { expanded, takeAverages, wholePart } from './part.js';
import { readTrials, shuffledTrials, splitTrials, type Trials, trialsThere } from './trials.js';
import type { DpcaOptions, DpcaSignificance, DpcaSignificanceOptions } from './types.js';

/** Accuracies of one marginalisation, [components][bins]. */
type Accuracies = Map<string, number[][]>;

/**
 * Whether components tell conditions apart on held-out trials better than after shuffling the condition labels.
 *
 * For each split components are fitted to the mean of the training trials; a held-out trial is assigned to the condition of
 * the nearest training value on the component, at each time where the marginalisation depends on time and over its time
 * average otherwise. The mean accuracy over splits is compared with those of data whose trials were shuffled over
 * conditions, within units and keeping the number of trials of each. Marginalisations of time alone have no conditions to
 * tell apart and are left out.
 *
 * @param trials - [trials, units, ...one axis for each label], NaN where a unit has fewer.
 * @throws ArgumentError where a unit has fewer than two complete trials in a condition.
 * @source Kobak et al. 2016, Statistical significance of components.
 */
export function dpcaSignificance(trials: NdLike, options: DpcaSignificanceOptions): Record<string, DpcaSignificance> {
  const where = 'dpcaSignificance';
  const { labels, shuffles = 100, splits = 20, consecutive = 1, rng = createRng(0) } = options;
  checkLabels(where, labels);
  checkInteger(where, 'shuffles', shuffles);
  checkInteger(where, 'splits', splits);
  checkInteger(where, 'consecutive', consecutive);
  const together = togetherOf(labels, options.crossValidation?.together);
  const simultaneous = options.crossValidation?.simultaneous ?? false;
  const set = readTrials(where, trials, options, together);
  const there = trialsThere(set);
  const { regulariser = 0 } = options;
  const lambda =
    regulariser === 'auto'
      ? dpcaCrossValidation(trials, {
          ...options,
          crossValidation: { ...options.crossValidation, rng: rng.fork('cross-validation') },
        }).best
      : regulariser;
  checkNumber(where, 'regulariser', lambda, 0);
  const accuracyOf = (data: Trials, forked: Rng) => {
    const totals: Accuracies = new Map();
    for (let split = 0; split < splits; split++) {
      const { training, validation } = splitTrials(where, data, there, forked, simultaneous);
      const fit = { where, axes: set.axes, lambda, together, options };
      for (const [name, rows] of classified(training, validation, fit)) {
        const sums = totals.get(name);
        totals.set(
          name,
          rows.map((row, k) => row.map((value, j) => value / splits + (sums?.[k]?.[j] ?? 0))),
        );
      }
    }
    return totals;
  };
  const real = accuracyOf(set, rng.fork('data'));
  const shuffled = Array.from({ length: shuffles }, (_, i) => {
    const forked = rng.fork(`shuffle ${i}`);
    return accuracyOf(shuffledTrials(set, there, forked, simultaneous), forked);
  });
  return Object.fromEntries(
    [...real].map(([name, rows]) => [
      name,
      compared(name, rows, shuffled, consecutive, classesOf(name, set, options, together)),
    ]),
  );
}

/** Labels that a marginalisation depends on: those of the members that were joined into it. */
const lettersOf = (name: string, { join }: Pick<DpcaOptions, 'join'>) =>
  new Set([...(join?.[name] ?? [name]).join('')]);

function classesOf(name: string, { axes }: Trials, options: DpcaSignificanceOptions, together: string): number {
  const letters = lettersOf(name, options);
  return axes.reduce((product, size, axis) => {
    const label = options.labels[axis];
    return letters.has(label) && !together.includes(label) ? product * size : product;
  }, 1);
}

interface Fit {
  readonly where: string;
  readonly axes: readonly number[];
  readonly lambda: number;
  readonly together: string;
  readonly options: DpcaSignificanceOptions;
}

/** For each marginalisation with conditions, the share of conditions told right by each component at each bin. */
function classified(training: Matrix, validation: Matrix, { where, axes, lambda, together, options }: Fit): Accuracies {
  const fitted = marginalsOf(where, { matrix: training, axes }, options);
  const heldOut = marginalsOf(where, { matrix: validation, axes }, { labels: options.labels });
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
    result.set(name, nearest(averaged(fitted.centred), averaged(heldOut.centred), groups));
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

function compared(
  name: string,
  rows: readonly (readonly number[])[],
  shuffled: readonly Accuracies[],
  consecutive: number,
  classes: number,
): DpcaSignificance {
  const bins = rows[0].length;
  const each = (f: (value: number, others: number[]) => number) => ({
    data: Float64Array.from(
      rows.flatMap((row, k) =>
        row.map((value, j) =>
          f(
            value,
            shuffled.map((set) => set.get(name)?.[k]?.[j] ?? 0),
          ),
        ),
      ),
    ),
    shape: [rows.length, bins],
  });
  const largestShuffled = each((_, others) => Math.max(...others));
  const significant = rows.map((row, k) =>
    runsOf(
      row.map((value, j) => value > largestShuffled.data[k * bins + j]),
      consecutive,
    ),
  );
  return {
    accuracy: each((value) => value),
    largestShuffled,
    pValue: each((value, others) => (1 + others.filter((other) => other >= value).length) / (1 + others.length)),
    significant,
    chance: 1 / classes,
  };
}

/** True only in runs of at least `length`; a marginalisation with fewer bins than that needs all of them. */
function runsOf(values: readonly boolean[], length: number): boolean[] {
  const wanted = Math.min(length, values.length);
  return values.map((value, at) => {
    if (!value) return false;
    const [first, last] = [values.lastIndexOf(false, at) + 1, values.indexOf(false, at)];
    return (last < 0 ? values.length : last) - first >= wanted;
  });
}
