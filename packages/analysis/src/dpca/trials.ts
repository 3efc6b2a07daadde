import { ArgumentError, checkLength, type Matrix, type NdArray, type NdLike, type Rng } from '@lrsim/core';

/** Single trials of units, each parameter combination split into cells (drawn apart) and bins (of one trial). */
export interface Trials {
  readonly trials: number;
  readonly units: number;
  readonly cells: number;
  readonly bins: number;
  /** Sizes of all parameter axes, in the order of the labels. */
  readonly axes: readonly number[];
  /** [trial][unit][cell][bin]. */
  readonly data: Float64Array;
  /** Position of cell and bin among the samples of a unit, [cell][bin]. */
  readonly sampleAt: Int32Array;
}

/**
 * Means over trials, and how many there were: what `dpca` needs of single trials of unequal numbers.
 *
 * @param trials - [trials, ...any axes]; NaN where a unit has no such trial in a condition.
 * @throws ArgumentError where some unit has no trial at all in a condition, or for infinity.
 */
export function conditionMeans({ data, shape }: NdLike): { readonly means: NdArray; readonly counts: NdArray } {
  checkLength('conditionMeans', 'trials', data, shape);
  const [trials, ...rest] = shape;
  const size = rest.reduce((product, axis) => product * axis, 1);
  const [means, counts] = [new Float64Array(size), new Float64Array(size)];
  for (let at = 0; at < size; at++) {
    for (let trial = 0; trial < trials; trial++) {
      const value = data[trial * size + at];
      if (Number.isNaN(value)) continue;
      means[at] += value;
      counts[at]++;
    }
    means[at] /= counts[at];
    if (!Number.isFinite(means[at]))
      throw new ArgumentError(
        `conditionMeans: trials has ${counts[at] ? 'an infinite value' : 'no trial'} at position ${at} of its shape [${rest.join(', ')}]; expected a finite one. Leave out the unit or the condition.`,
      );
  }
  return { means: { data: means, shape: rest }, counts: { data: counts, shape: rest } };
}

/** Reads [trials, units, ...axes], or [trials, ...axes, units]. */
export function readTrials(
  where: string,
  { data, shape }: NdLike,
  { labels, unitAxis = 'first' }: { readonly labels: string; readonly unitAxis?: 'first' | 'last' },
  together: string,
): Trials {
  if (shape.length !== labels.length + 2)
    throw new ArgumentError(
      `${where}: trials has the shape [${shape.join(', ')}]; expected ${unitAxis === 'first' ? `[trials, units, ${[...labels]}]` : `[trials, ${[...labels]}, units]`}`,
    );
  checkLength(where, 'trials', data, shape);
  for (const label of together)
    if (!labels.includes(label))
      throw new ArgumentError(`${where}: together names '${label}', which is not among the labels '${labels}'`);
  const [trials, ...rest] = shape;
  const units = unitAxis === 'first' ? rest[0] : rest[rest.length - 1];
  const axes = unitAxis === 'first' ? rest.slice(1) : rest.slice(0, -1);
  const samples = axes.reduce((product, size) => product * size, 1);
  const bins = axes.reduce((product, size, axis) => (together.includes(labels[axis]) ? product * size : product), 1);
  const cells = samples / bins;
  const sampleAt = new Int32Array(samples);
  for (let sample = 0; sample < samples; sample++) {
    let [cell, bin, rest, cellStep, binStep] = [0, 0, sample, 1, 1];
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const index = rest % axes[axis];
      rest = (rest - index) / axes[axis];
      if (together.includes(labels[axis])) {
        bin += index * binStep;
        binStep *= axes[axis];
      } else {
        cell += index * cellStep;
        cellStep *= axes[axis];
      }
    }
    sampleAt[cell * bins + bin] = sample;
  }
  const ordered = new Float64Array(data.length);
  for (let trial = 0, to = 0; trial < trials; trial++)
    for (let unit = 0; unit < units; unit++)
      for (let k = 0; k < samples; k++) {
        const at = unitAxis === 'first' ? unit * samples + sampleAt[k] : sampleAt[k] * units + unit;
        ordered[to++] = data[trial * units * samples + at];
      }
  return { trials, units, cells, bins, axes, data: ordered, sampleAt };
}

/** Whether a unit has a complete trial there. */
export function hasTrial({ units, cells, bins, data }: Trials, trial: number, unit: number, cell: number): boolean {
  const start = ((trial * units + unit) * cells + cell) * bins;
  for (let bin = 0; bin < bins; bin++) if (!Number.isFinite(data[start + bin])) return false;
  return true;
}

/** For each unit and cell, the trials there are. */
export function trialsThere(set: Trials): number[][] {
  return Array.from({ length: set.units * set.cells }, (_, at) => {
    const [unit, cell] = [Math.floor(at / set.cells), at % set.cells];
    return Array.from({ length: set.trials }, (_, trial) => trial).filter((trial) => hasTrial(set, trial, unit, cell));
  });
}

/**
 * One trial of each unit and cell for validation, the mean of the others for training; both units x samples.
 *
 * @param simultaneous - the same trial for all units, of those that all have.
 */
export function splitTrials(
  where: string,
  set: Trials,
  there: readonly (readonly number[])[],
  rng: Rng,
  simultaneous: boolean,
): { readonly training: Matrix; readonly validation: Matrix } {
  const { units, cells, bins, data, sampleAt } = set;
  const samples = cells * bins;
  const [training, validation] = [new Float64Array(units * samples), new Float64Array(units * samples)];
  const unitList = Array.from({ length: units }, (_, unit) => unit);
  for (let cell = 0; cell < cells; cell++) {
    const shared = simultaneous
      ? there[cell].filter((trial) => unitList.every((unit) => there[unit * cells + cell].includes(trial)))
      : undefined;
    const drawn = shared && shared.length > 1 ? shared[rng.integer(shared.length)] : undefined;
    for (let unit = 0; unit < units; unit++) {
      const available = shared ?? there[unit * cells + cell];
      if (available.length < 2)
        throw new ArgumentError(
          `${where}: unit ${unit} has ${available.length} complete trials in condition ${cell}; expected at least 2 to hold one out`,
        );
      const out = drawn ?? available[rng.integer(available.length)];
      for (const trial of available) {
        const target = trial === out ? validation : training;
        const weight = trial === out ? 1 : 1 / (available.length - 1);
        const start = ((trial * units + unit) * cells + cell) * bins;
        for (let bin = 0; bin < bins; bin++)
          target[unit * samples + sampleAt[cell * bins + bin]] += weight * data[start + bin];
      }
    }
  }
  const matrix = (values: Float64Array): Matrix => ({ rows: units, columns: samples, data: values });
  return { training: matrix(training), validation: matrix(validation) };
}

/** The trials of each unit dealt anew over the cells, as many to each as it had. */
export function shuffledTrials(
  set: Trials,
  there: readonly (readonly number[])[],
  rng: Rng,
  simultaneous: boolean,
): Trials {
  const { units, cells, bins, data } = set;
  const result = Float64Array.from(data);
  const seed = simultaneous ? String(rng.integer(2 ** 30)) : undefined;
  for (let unit = 0; unit < units; unit++) {
    const draws = seed === undefined ? rng : rng.fork(seed);
    const places = Array.from({ length: cells }, (_, cell) =>
      there[unit * cells + cell].map((trial) => ((trial * units + unit) * cells + cell) * bins),
    ).flat();
    const from = [...places];
    for (let i = from.length - 1; i > 0; i--) {
      const j = draws.integer(i + 1);
      [from[i], from[j]] = [from[j], from[i]];
    }
    places.forEach((place, i) => {
      result.set(data.subarray(from[i], from[i] + bins), place);
    });
  }
  return { ...set, data: result };
}
