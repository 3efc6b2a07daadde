import { ArgumentError, checkInteger, type Matrix, type MatrixInput, permutation, type Rng } from '@lrsim/core';

/** What a distance between two groups of units needs of a measure. */
type Distance = (x: MatrixInput, y: MatrixInput) => number;

/** Three disjoint or equal-sized groups of units: two halves of the recorded population, and as many of the network. */
export interface UnitSplit {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly model: readonly number[];
}

/**
 * Draws a split (Liu, Yang & Cueva 2025): half the recorded units (rounded down), as many of the rest, and as many units of
 * the network (all of them if it has fewer).
 */
export function drawSplit(rng: Rng, recordedUnits: number, modelUnits: number): UnitSplit {
  checkInteger('drawSplit', 'recordedUnits', recordedUnits, 2);
  checkInteger('drawSplit', 'modelUnits', modelUnits);
  const size = Math.floor(recordedUnits / 2);
  const recorded = permutation(rng, recordedUnits);
  return {
    first: recorded.slice(0, size),
    second: recorded.slice(size, 2 * size),
    model: permutation(rng, modelUnits).slice(0, size),
  };
}

/** The noise floor of one split: recorded units [conditions * time, units] against as many other recorded units. */
export const floorDistance = (metric: Distance, recorded: Matrix, { first, second }: UnitSplit): number =>
  metric(asInput(selectColumns(recorded, first)), asInput(selectColumns(recorded, second)));

/** The first recorded group of a split against units of a network, [conditions * time, units]. */
export const modelDistance = (
  metric: Distance,
  recorded: Matrix,
  activity: Matrix,
  { first, model }: UnitSplit,
): number => metric(asInput(selectColumns(recorded, first)), asInput(selectColumns(activity, model)));

/** The first recorded group against the second with every condition replaced by the mean over conditions. */
export const conditionAverageDistance = (
  metric: Distance,
  recorded: Matrix,
  timePoints: number,
  { first, second }: UnitSplit,
): number =>
  metric(
    asInput(selectColumns(recorded, first)),
    asInput(averageConditions(selectColumns(recorded, second), timePoints)),
  );

/** Replaces every condition by the mean over conditions, time point by time point. */
export function averageConditions({ rows, columns, data }: Matrix, timePoints: number): Matrix {
  if (rows % timePoints !== 0)
    throw new ArgumentError(
      `averageConditions: ${rows} samples are no whole number of conditions of ${timePoints} time points`,
    );
  const conditions = rows / timePoints;
  const block = timePoints * columns;
  const mean = new Float64Array(block);
  for (let k = 0; k < data.length; k++) mean[k % block] += data[k] / conditions;
  return { rows, columns, data: Float64Array.from(data, (_, k) => mean[k % block]) };
}

/** A matrix as the input every measure takes. */
const asInput = ({ data, rows, columns }: Matrix) => ({ data, shape: [rows, columns] });

function selectColumns({ rows, columns, data }: Matrix, selected: readonly number[]): Matrix {
  const kept = new Float64Array(rows * selected.length);
  for (let row = 0; row < rows; row++)
    selected.forEach((column, k) => {
      kept[row * selected.length + k] = data[row * columns + column];
    });
  return { rows, columns: selected.length, data: kept };
}
