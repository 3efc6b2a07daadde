import { ArgumentError, checkNumber, lookUp, type Matrix, type NdArray, type NdLike } from '@lrsim/core';
import { frobeniusNorm, transposeMultiply } from '@lrsim/linalg';
import { checkLabels, inAxisOrder, readUnitsBySamples } from './axes.js';
import { dpcaCrossValidation } from './cross-validation.js';
import { type Axes, demixer } from './demix.js';
import { marginalsOf } from './marginalise.js';
import { expanded, type Part, repeats } from './part.js';
import type { Dpca, DpcaMarginalisation, DpcaOptions } from './types.js';

/**
 * Demixed principal component analysis: components of condition-averaged activity that each depend on one combination of
 * the task's parameters.
 *
 * The data X, centred per unit, are split into marginalisations X_phi. For each, an encoder P and a decoder D minimise
 * |X_phi - P D' X|^2 + mu^2 |P D'|^2, in closed form by full singular value decompositions: nothing is random. A
 * marginalisation has no more components than its rank.
 *
 * @param x - [units, ...one axis for each label] of condition means, such as [units, time, stimulus]; `conditionMeans` makes
 *   them of single trials, missing ones left out.
 * @throws ArgumentError for labels that do not fit, unknown names in `join` or `components`, constant data, a negative
 *   regulariser, 'auto' without trials, or NaN.
 * @source Kobak, Brendel, Constantinidis, Feierstein, Kepecs, Mainen, Qi, Romo, Uchida & Machens 2016 (eLife 5:e10989).
 */
export function dpca(x: NdLike, options: DpcaOptions): Dpca {
  const { labels, unitAxis = 'first' } = options;
  checkLabels('dpca', labels);
  const marginals = marginalsOf('dpca', readUnitsBySamples('dpca', 'x', x, labels, unitAxis), options);
  const regulariser = regulariserOf(options);
  const total = frobeniusNorm(marginals.centred) ** 2;
  const found = demixer('dpca', marginals, options)(regulariser);
  const marginalisations = Object.fromEntries(
    [...found].map(([name, axes]): [string, DpcaMarginalisation] => {
      const part = marginals.parts.get(name) as Part;
      const latent = transposeMultiply(axes.decoder, marginals.centred);
      let turned: NdArray | undefined;
      return [
        name,
        {
          // As large as the data, and not always looked at.
          get marginal() {
            turned ??= inAxisOrder(expanded(part), marginals.axes, unitAxis);
            return turned;
          },
          encoder: { data: axes.encoder.data, shape: [axes.encoder.rows, axes.encoder.columns] },
          decoder: { data: axes.decoder.data, shape: [axes.decoder.rows, axes.decoder.columns] },
          latent: inAxisOrder(latent, marginals.axes, unitAxis),
          ...variances(axes, part, marginals.centred, latent, total),
        },
      ];
    }),
  );
  const order = Object.entries(marginalisations)
    .flatMap(([marginalisation, { componentVariance }]) =>
      Array.from(componentVariance, (value, index) => ({ marginalisation, index, componentVariance: value })),
    )
    .sort((a, b) => b.componentVariance - a.componentVariance);
  return { labels, unitAxis, mean: marginals.mean, regulariser, marginalisations, order };
}

function regulariserOf(options: DpcaOptions): number {
  const { regulariser = 0, trials, crossValidation } = options;
  lookUp('dpca variant', { python: 0, matlab: 0 }, options.variant ?? 'python');
  lookUp('dpca regulariserScale', { 'squared-norm': 0, norm: 0 }, options.regulariserScale ?? 'squared-norm');
  if (regulariser !== 'auto') {
    checkNumber('dpca', 'regulariser', regulariser, 0);
    return regulariser;
  }
  if (!trials)
    throw new ArgumentError("dpca: regulariser is 'auto' without trials; expected the single trials in options.trials");
  return dpcaCrossValidation(trials, { ...options, crossValidation }).best;
}

function variances({ encoder, decoder }: Axes, part: Part, centred: Matrix, latent: Matrix, total: number) {
  const times = repeats(part);
  const own = explained(transposeMultiply(encoder, part.values), transposeMultiply(decoder, part.values));
  const whole = explained(transposeMultiply(encoder, centred), latent);
  return {
    explainedVarianceRatio: own.map((value) => (times * value) / total),
    componentVariance: whole.map((value) => value / total),
    capturedVariance: rowDots(latent, latent).map((value) => value / total),
    varianceShare: (times * frobeniusNorm(part.values) ** 2) / total,
  };
}

/** |A|^2 - |A - p z|^2 = 2 (p'A) z' - |z|^2 for each unit vector p, from the rows p'A and z. */
function explained(projections: Matrix, latent: Matrix): Float64Array {
  const squares = rowDots(latent, latent);
  return rowDots(projections, latent).map((value, k) => 2 * value - squares[k]);
}

function rowDots(a: Matrix, b: Matrix): Float64Array {
  const dots = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) dots[i] += a.data[i * a.columns + j] * b.data[i * a.columns + j];
  return dots;
}
