import { ArgumentError, checkNumber, lookUp, type Matrix, NonFiniteError } from '@lrsim/core';
import { pearson } from '../cca/held-out.js';
import type { PredictionScore, ScoringOptions } from './types.js';

/** Targets with their predictions, samples x targets each. */
export interface Predicted {
  readonly targets: Matrix;
  readonly predictions: Matrix;
  /** What knowing nothing of the samples predicts: the mean of the training samples. */
  readonly baseline: Matrix;
}

/** Of one target: its values, predictions, and values minus their mean. */
type OfTarget = (target: Float64Array, prediction: Float64Array) => number;

const perTarget: Partial<Record<PredictionScore, OfTarget>> = {
  r2: (t, p) => 1 - residual(t, p) / squares(aboutMean(t)),
  pearson,
  'pearson-squared': (t, p) => pearson(t, p) ** 2,
  'explained-variance': (t, p) => 1 - squares(aboutMean(t.map((value, i) => value - p[i]))) / squares(aboutMean(t)),
};

const ofAll: Partial<Record<PredictionScore, (predicted: Predicted) => number>> = {
  'total-r2': ({ targets, predictions, baseline }) =>
    1 - residual(targets.data, predictions.data) / residual(targets.data, baseline.data),
  cosine({ targets, predictions, baseline }) {
    const minus = (a: Matrix) => a.data.map((value, at) => value - baseline.data[at]);
    const [t, p] = [minus(targets), minus(predictions)];
    const norms = Math.sqrt(squares(t)) * Math.sqrt(squares(p));
    return norms > 0 ? t.reduce((sum, value, at) => sum + value * p[at], 0) / norms : 0;
  },
};

const names = { ...perTarget, ...ofAll };

/**
 * The score of each target, or one score of all; NaN for a target that is left out, since it does not vary or has no
 * prediction.
 *
 * @throws ArgumentError for an unknown score, or one of all targets where some have no prediction.
 */
export function scoresOf(
  predicted: Predicted,
  { score = 'pearson', constantTargets = 'leave-out' }: Pick<ScoringOptions, 'score' | 'constantTargets'>,
): Float64Array {
  lookUp('prediction score', names, score);
  lookUp('treatment of constant targets', { 'leave-out': 0, count: 0 }, constantTargets);
  const whole = ofAll[score];
  if (whole && predicted.predictions.data.some(Number.isNaN))
    throw new ArgumentError(`scoring: '${score}' needs predictions of all targets; choose a score of each target`);
  if (whole) return Float64Array.of(finite(whole(predicted)));
  const { rows, columns } = predicted.targets;
  return Float64Array.from({ length: columns }, (_, j) => {
    const column = (a: Matrix) => Float64Array.from({ length: rows }, (_, i) => a.data[i * columns + j]);
    const [t, p] = [column(predicted.targets), column(predicted.predictions)];
    if (p.some(Number.isNaN)) return Number.NaN;
    if (t.some((value) => value !== t[0])) return finite((perTarget[score] as OfTarget)(t, p));
    if (constantTargets === 'leave-out') return Number.NaN;
    const exact = score === 'explained-variance' ? p.every((value) => value === p[0]) : residual(t, p) === 0;
    return exact && (score === 'r2' || score === 'explained-variance') ? 1 : 0;
  });
}

function finite(score: number): number {
  if (Number.isFinite(score)) return score;
  throw new NonFiniteError('scoring: sums of squares of targets are beyond float64; scale the data');
}

/** Scores over the ceiling of each target. @throws ArgumentError for ceilings that do not fit. */
export function overCeiling(where: string, scores: Float64Array, ceiling: ArrayLike<number> | undefined): Float64Array {
  if (ceiling === undefined) return scores;
  if (ceiling.length !== scores.length)
    throw new ArgumentError(
      `${where}: ceiling has ${ceiling.length} values for ${scores.length} scores; expected as many`,
    );
  return scores.map((score, j) => {
    checkNumber(where, 'ceiling', ceiling[j], Number.MIN_VALUE);
    return score / ceiling[j];
  });
}

const combinations = {
  mean: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median(values: Float64Array) {
    const sorted = values.slice().sort();
    const middle = sorted.length / 2;
    return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  },
};

/** One number of the scores of targets, those left out aside; 0 where none is left. */
export function combined(scores: Float64Array, how: NonNullable<ScoringOptions['targets']> = 'mean'): number {
  const combine = lookUp('way to combine targets', combinations, how);
  const present = scores.filter((value) => !Number.isNaN(value));
  return present.length === 0 ? 0 : combine(present);
}

function residual(t: Float64Array, p: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < t.length; at++) sum += (t[at] - p[at]) ** 2;
  return sum;
}

const squares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

/** A series minus its mean. */
function aboutMean(values: Float64Array): Float64Array {
  const first = values[0];
  const shift = values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  return values.map((value) => value - first - shift);
}
