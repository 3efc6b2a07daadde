import { checkNumber } from './checks.js';
import { ArgumentError, NonFiniteError } from './errors.js';

/** Where the asymptotic series of the gamma ratio is exact to float64. */
const SERIES_FROM = 24;
const MAX_TERMS = 100_000;

/**
 * The probability that a Student t variable exceeds `t`: P(T > t), the one-sided p value of a t statistic.
 *
 * Half the regularised incomplete beta function I_x(v/2, 1/2) at x = v / (v + t^2), by its continued fraction (Didonato
 * & Morris 1992, equation 9); relative error below 1e-12 also far in the upper tail. Double the value at |t| for a
 * two-sided test.
 *
 * @param t - any number; infinity gives 0 or 1.
 * @param degreesOfFreedom - v > 0, an integer or not.
 * @throws NonFiniteError for NaN, or degrees of freedom that are not finite; ArgumentError where they are not positive.
 */
export function studentTTail(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t)) throw new NonFiniteError('studentTTail: t is NaN; expected a number');
  checkNumber('studentTTail', 'degreesOfFreedom', degreesOfFreedom);
  if (degreesOfFreedom <= 0)
    throw new ArgumentError(`studentTTail: degreesOfFreedom is ${degreesOfFreedom}; expected a number above 0`);
  const beyond = tailBeyond(Math.abs(t), degreesOfFreedom);
  return t >= 0 ? beyond : 1 - beyond;
}

function tailBeyond(t: number, v: number): number {
  if (t === Infinity) return 0;
  const a = v / 2;
  const ratio = t / Math.sqrt(v);
  const square = ratio * ratio;
  // log(1 + t^2/v), where t^2/v may be beyond float64.
  const logOfSum = ratio > 1e9 ? 2 * Math.log(ratio) : Math.log1p(square);
  const [x, rest] = [Math.exp(-logOfSum), ratio > 1e9 ? 1 : square / (1 + square)];
  // x^a sqrt(1 - x) / B(a, 1/2); the square root of `rest` is ratio / sqrt(1 + ratio^2).
  const density = (gammaRatio(a) / Math.sqrt(Math.PI)) * Math.exp(-a * logOfSum) * Math.sqrt(rest);
  return x < (a + 1) / (a + 2.5)
    ? density / (2 * betaFraction(x, rest, a, 0.5))
    : 0.5 - density / (2 * betaFraction(rest, x, 0.5, a));
}

/** Gamma(a + 1/2) / Gamma(a): by its asymptotic series above `SERIES_FROM`, by recursion from there below. */
function gammaRatio(a: number): number {
  let [shifted, factor] = [a, 1];
  for (; shifted < SERIES_FROM; shifted++) factor *= shifted / (shifted + 0.5);
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = -1 / 8 + square * (1 / 192 + square * (-1 / 640 + square * (17 / 14336 - square * (31 / 18432))));
  return factor * Math.sqrt(shifted) * Math.exp(series * inverse);
}

/**
 * The continued fraction of x^a y^b / (B(a, b) I_x(a, b)), y = 1 - x, by Lentz's algorithm: the even part of the classical
 * one, in which nothing cancels where `y` is given and not computed from an x near 1.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const denominator = (m: number) =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
  let fraction = (a * (a * y - b * x + 1)) / (a + 1);
  let [c, d] = [fraction, 0];
  for (let m = 1; m <= MAX_TERMS; m++) {
    const step = (a + m - 1) / (a + 2 * m - 1);
    const numerator = step * ((a + b + m - 1) / (a + 2 * m - 1)) * m * (b - m) * x * x;
    d = 1 / (denominator(m) + numerator * d);
    c = denominator(m) + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return fraction;
}
