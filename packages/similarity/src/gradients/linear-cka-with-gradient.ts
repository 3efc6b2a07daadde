import { ArgumentError, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { angleOf, angleOfChord, inRightAngles } from '../angles.js';
import { unitNorm } from '../centred.js';
import { centredPair, combination, scaled } from './centred-pair.js';
import type { CkaGradientOptions, ValueWithGradient } from './types.js';
import { unbiasedAlignment } from './unbiased-alignment.js';

/** Kernels of unit norm nearer than this are the same but for rounding; there the angle has a kink. */
const SAME = 1e-13;
/** A CKA above this gets its angle from the difference of the kernels. */
const NEAR = 0.999;

/** CKA of unit-norm data, and its derivatives with respect to them. */
export interface CkaAlignment {
  readonly cka: number;
  readonly dX: Matrix;
  readonly dY: Matrix;
  /** The distance of the unit-norm kernels, where it was computed. */
  readonly chord?: number;
}

/** From units or samples, whichever is cheaper; near 1 from samples, where the difference of the kernels is exact. */
function biasedAlignment(x: Matrix, y: Matrix): CkaAlignment {
  const { rows, columns: p } = x;
  const q = y.columns;
  if (rows * (p + q) < p * q + p * p + q * q) return ofSamples(x, y);
  const units = ofUnits(x, y);
  return units.cka > NEAR ? ofSamples(x, y) : units;
}

/** |X'Y|^2 / (|X'X| |Y'Y|); the derivatives are 2 (YY' / |Y'Y| - cka XX' / |X'X|) X / |X'X| and its counterpart. */
function ofUnits(x: Matrix, y: Matrix): CkaAlignment {
  const [cross, xGram, yGram] = [transposeMultiply(x, y), transposeMultiply(x, x), transposeMultiply(y, y)];
  const [across, a, b] = [cross, xGram, yGram].map(frobeniusNorm);
  const cka = across ** 2 / (a * b);
  const dX = combination(2 / (a * b), multiplyTranspose(y, cross), (-2 * cka) / a ** 2, multiply(x, xGram));
  const dY = combination(2 / (a * b), multiply(x, cross), (-2 * cka) / b ** 2, multiply(y, yGram));
  return { cka, dX, dY };
}

function ofSamples(x: Matrix, y: Matrix): CkaAlignment {
  const [k, l] = [x, y].map((one) => multiplyTranspose(one, one));
  const [a, b] = [frobeniusNorm(k), frobeniusNorm(l)];
  const difference = combination(1 / b, l, -1 / a, k);
  const chord = frobeniusNorm(difference);
  const cka = 1 - chord ** 2 / 2;
  // L / b - cka K / a = difference + (1 - cka) K / a
  const dX = scaled(2 / a, multiply(combination(1, difference, (1 - cka) / a, k), x));
  const dY = scaled(2 / b, multiply(combination(-1, difference, (1 - cka) / b, l), y));
  return { cka, dX, dY, chord };
}

const forms: Readonly<
  Record<NonNullable<CkaGradientOptions['score']>, (aligned: CkaAlignment) => [value: number, slope: number]>
> = {
  similarity: ({ cka }) => [cka, 1],
  distance: ({ cka }) => [1 - cka, -1],
  radians({ cka, chord }) {
    if (cka < 0) return [Math.PI / 2, 0];
    if (chord === undefined || cka <= NEAR) return [angleOf(cka), -1 / Math.sqrt(1 - cka ** 2)];
    return [angleOfChord(chord), chord < SAME ? 0 : -1 / (chord * Math.sqrt(1 - (chord / 2) ** 2))];
  },
  angular(aligned) {
    const [value, slope] = forms.radians(aligned);
    return [inRightAngles(value), inRightAngles(slope)];
  },
};

/**
 * Linear centred kernel alignment and its derivatives with respect to every number of x and y.
 *
 * The biased value is that of `linearCka`, `ckaDistance` and `angularCka`; the unbiased one divides Song's estimates of HSIC,
 * can be negative, and needs 4 samples. CKA is smooth; the angles have a kink where they are 0, and are flat where CKA is
 * negative: the gradient returned is zero there.
 *
 * @source Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414); Song et al., JMLR 13, 1393 (2012), eq. 5, for `unbiased`.
 * @throws ArgumentError for different numbers of samples, fewer than two (unbiased: four), no variance, NaN, or an unknown
 *   score or estimator.
 */
export function linearCkaWithGradient(
  x: MatrixInput,
  y: MatrixInput,
  { score = 'similarity', estimator = 'biased' }: CkaGradientOptions = {},
): ValueWithGradient {
  const where = 'linearCkaWithGradient';
  const form = lookUp('CKA score', forms, score);
  const align = lookUp('CKA estimator', { biased: biasedAlignment, unbiased: unbiasedAlignment }, estimator);
  const pair = centredPair(where, x, y);
  if (estimator === 'unbiased' && pair.x.matrix.rows < 4)
    throw new ArgumentError(
      `${where}: x has ${pair.x.matrix.rows} samples; expected at least 4 for the unbiased estimator`,
    );
  const aligned = align(unitNorm(pair.x), unitNorm(pair.y));
  const [value, slope] = form(aligned);
  // CKA does not depend on the norms: dividing by the norm divides the derivative by it.
  return {
    value,
    dX: pair.asX(scaled(slope / pair.x.norm, aligned.dX)),
    dY: pair.asY(scaled(slope / pair.y.norm, aligned.dY)),
  };
}
