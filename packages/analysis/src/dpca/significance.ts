import { checkInteger, checkNumber, createRng, type NdLike, type Rng } from '@lrsim/core';
import { checkLabels } from './axes.js';
import { type Accuracies, classified, lettersOf } from './classify-held-out.js';
import { dpcaCrossValidation, togetherOf } from './cross-validation.js';
import { readTrials, shuffledTrials, splitTrials, type Trials, trialsThere } from './trials.js';
import type { DpcaSignificance, DpcaSignificanceOptions } from './types.js';

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

function classesOf(name: string, { axes }: Trials, options: DpcaSignificanceOptions, together: string): number {
  const letters = lettersOf(name, options);
  return axes.reduce((product, size, axis) => {
    const label = options.labels[axis];
    return letters.has(label) && !together.includes(label) ? product * size : product;
  }, 1);
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
