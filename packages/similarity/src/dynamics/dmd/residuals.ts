import { checkInteger, checkNumber } from '@lrsim/core';
import { type ComplexValues, generalEigen, multiply, transpose } from '@lrsim/linalg';
import { stackRows } from '../../stack-rows.js';
import { rowsBetween } from '../trials.js';
import type { Dmd, DmdResiduals, TrialsInput } from '../types.js';
import { embedTrials } from './delay-embedding.js';
import { checkedTrials, coordinatesOf } from './predict.js';

/**
 * Residual DMD: how far each eigenpair is from one of the Koopman operator, |Yg - l Xg|^2 / |Xg|^2 with X and Y the
 * coordinates of states and successors and g an eigenvector of A'.
 *
 * The residual is a square. Eigenvalues with a large one are artefacts of the truncation: see `cleanSpectrum`.
 *
 * @param input - trials to judge the model on, those it was fitted to or others of the same units.
 * @source Colbrook & Townsend, Commun. Pure Appl. Math. 77, 221 (2024), equation 1.3.
 */
export function dmdResiduals(model: Dmd, input: TrialsInput): DmdResiduals {
  const where = 'dmdResiduals';
  const { stepsAhead } = model;
  const trials = checkedTrials(where, model, input);
  const states = embedTrials(where, 'input', trials, model, stepsAhead + 1).map((trial) => coordinatesOf(model, trial));
  const x = stackRows(states.map((trial) => rowsBetween(trial, 0, trial.rows - stepsAhead)));
  const y = stackRows(states.map((trial) => rowsBetween(trial, stepsAhead, trial.rows)));
  const { real, imaginary, vectorsReal, vectorsImaginary } = generalEigen(transpose(model.operator));
  const [xr, xi] = [multiply(x, vectorsReal).data, multiply(x, vectorsImaginary).data];
  const [yr, yi] = [multiply(y, vectorsReal).data, multiply(y, vectorsImaginary).data];
  const count = real.length;
  const [size, change, persistence] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < xr.length; at++) {
    const k = at % count;
    size[k] += xr[at] ** 2 + xi[at] ** 2;
    change[k] +=
      (yr[at] - real[k] * xr[at] + imaginary[k] * xi[at]) ** 2 +
      (yi[at] - real[k] * xi[at] - imaginary[k] * xr[at]) ** 2;
    persistence[k] += (yr[at] - xr[at]) ** 2 + (yi[at] - xi[at]) ** 2;
  }
  const residuals = change.map((value, k) => (size[k] > 0 ? value / size[k] : Infinity));
  // As in the DSA library, which keeps a mode that does not move from dividing by zero.
  const normalized = residuals.map((value, k) => value / (persistence[k] / size[k] + 1e-10));
  return { eigenvalues: { real, imaginary }, residuals, normalized };
}

/** The eigenvalues whose residual is below `largest`. */
export function cleanSpectrum(found: DmdResiduals, largest: number): ComplexValues {
  checkNumber('cleanSpectrum', 'largest', largest, 0);
  return selected(found, (k) => found.residuals[k] < largest);
}

/** The `count` eigenvalues of smallest residual, or all; a conjugate pair is not split: both have the same residual. */
export function leastResidualSpectrum(found: DmdResiduals, count: number): ComplexValues {
  checkInteger('leastResidualSpectrum', 'count', count);
  const sorted = Float64Array.from(found.residuals).sort();
  const limit = sorted[Math.min(count, sorted.length) - 1] * (1 + 1e-9);
  return selected(found, (k) => found.residuals[k] <= limit);
}

const selected = ({ eigenvalues: { real, imaginary } }: DmdResiduals, keep: (k: number) => boolean): ComplexValues => ({
  real: real.filter((_, k) => keep(k)),
  imaginary: imaginary.filter((_, k) => keep(k)),
});
