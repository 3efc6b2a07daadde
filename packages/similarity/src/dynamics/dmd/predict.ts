import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, scaleColumns } from '@lrsim/linalg';
import { readTrials, rowsBetween } from '../trials.js';
import type { Dmd, TrialsInput } from '../types.js';
import { embedTrials } from './delay-embedding.js';

/**
 * Predictions of a DMD for trials of the same units, each sample from the state `stepsAhead` before it.
 *
 * The first (nDelays - 1) * delayInterval + stepsAhead samples, which have no such state, are those of the data.
 *
 * @param options.reseed - every how many steps the prediction starts again from the data; in between it goes on from itself
 *   (default 1: always from the data).
 * @returns one matrix a trial, of the trial's shape.
 * @throws ArgumentError for another number of units or a trial that is too short.
 */
export function predictDmd(model: Dmd, input: TrialsInput, { reseed = 1 } = {}): Matrix[] {
  const where = 'predictDmd';
  checkInteger(where, 'reseed', reseed);
  const trials = checkedTrials(where, model, input);
  const readout = scaleColumns(rowsBetween(model.basis, 0, model.units), model.scales);
  const { stepsAhead: ahead, operator } = model;
  return embedTrials(where, 'input', trials, model, ahead).map((embedded, k) => {
    const observed = coordinatesOf(model, embedded);
    const states = { ...observed, data: Float64Array.from(observed.data) };
    const size = observed.columns;
    for (let t = ahead; t < states.rows; t++) {
      const from = (t % reseed === 0 ? observed : states).data;
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += operator.data[i * size + j] * from[(t - ahead) * size + j];
        states.data[t * size + i] = sum;
      }
    }
    const trial = trials[k];
    const predicted = { ...trial, data: Float64Array.from(trial.data) };
    const first = trial.rows - states.rows + ahead;
    predicted.data.set(multiplyTranspose(rowsBetween(states, ahead, states.rows), readout).data, first * trial.columns);
    return predicted;
  });
}

/** Trials of the units that a model was fitted to. */
export function checkedTrials(where: string, model: Dmd, input: TrialsInput): Matrix[] {
  const trials = readTrials(where, 'input', input);
  if (trials[0].columns !== model.units)
    throw new ArgumentError(
      `${where}: input has ${trials[0].columns} units, the model has ${model.units}; expected the same`,
    );
  return trials;
}

/** Coordinates S^-1 U' h of delay-embedded states. */
export const coordinatesOf = ({ basis, scales }: Dmd, embedded: Matrix): Matrix =>
  scaleColumns(
    multiply(embedded, basis),
    scales.map((scale) => 1 / scale),
  );
