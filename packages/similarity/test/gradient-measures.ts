import type { MatrixInput } from '@lrsim/core';
import {
  ccaWithGradient,
  linearCkaWithGradient,
  procrustesWithGradient,
  ridgeWithGradient,
  type ValueWithGradient,
} from '../src/gradients/index.js';

/** A measure with its gradient, options filled in. */
export type WithGradient = (x: MatrixInput, y: MatrixInput) => ValueWithGradient;

export const procrustesScores = ['angular', 'radians', 'unit-euclidean', 'euclidean'] as const;
export const ckaScores = ['similarity', 'distance', 'angular', 'radians'] as const;
/** Every measure with a gradient, in each form, that is smooth for any numbers of samples and units. */
export const measures: Record<string, WithGradient> = {
  ...Object.fromEntries(
    procrustesScores.map((score) => [
      `procrustes ${score}`,
      (x: MatrixInput, y: MatrixInput) => procrustesWithGradient(x, y, { score }),
    ]),
  ),
  ...Object.fromEntries(
    (['biased', 'unbiased'] as const).flatMap((estimator) =>
      ckaScores.map((score) => [
        `cka ${estimator} ${score}`,
        (x: MatrixInput, y: MatrixInput) => linearCkaWithGradient(x, y, { score, estimator }),
      ]),
    ),
  ),
  'cca, ridge': (x, y) => ccaWithGradient(x, y, { regularisation: 2 }),
  'cca distance, ridge': (x, y) => ccaWithGradient(x, y, { score: 'distance', regularisation: 0.3 }),
  'ridge pooled': (x, y) => ridgeWithGradient(x, y, { penalty: 3 }),
  'ridge mean': (x, y) => ridgeWithGradient(x, y, { penalty: 3, targets: 'mean' }),
};
/** Without a ridge only where there are more samples than units. */
export const unregularised: Record<string, WithGradient> = {
  cca: (x, y) => ccaWithGradient(x, y),
  'least squares': (x, y) => ridgeWithGradient(x, y, { penalty: 0 }),
};
