/** A complex number. */
export type Complex = readonly [real: number, imaginary: number];

const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d];
const magnitude = ([a, b]: Complex) => Math.hypot(a, b);

/** z / w, where a w that vanishes counts as `smallest`. */
export function quotient([a, b]: Complex, [c, d]: Complex, smallest: number): Complex {
  const size = Math.hypot(c, d);
  if (size < smallest) return [a / smallest, b / smallest];
  const [p, q] = [c / size, d / size];
  return [(a * p + b * q) / size, (b * p - a * q) / size];
}

/**
 * The solution of two equations with two complex unknowns, `block` row by row, by elimination that begins at the largest element:
 * the residual is at the level of rounding also where the block is nearly singular, which Cramer's rule would lose.
 *
 * @param smallest - what a pivot that vanishes counts as.
 */
export function solvePair(
  block: readonly [Complex, Complex, Complex, Complex],
  right: readonly [Complex, Complex],
  smallest: number,
): [Complex, Complex] {
  const sizes = block.map(magnitude);
  const at = sizes.indexOf(Math.max(...sizes));
  const [row, column] = [at >> 1, at & 1];
  const element = (i: number, j: number) => block[2 * i + j];
  const pivot = element(row, column);
  const beside = element(row, 1 - column);
  const factor = quotient(element(1 - row, column), pivot, smallest);
  const rest = minus(element(1 - row, 1 - column), times(factor, beside));
  const second = quotient(minus(right[1 - row], times(factor, right[row])), rest, smallest);
  const first = quotient(minus(right[row], times(beside, second)), pivot, smallest);
  return column === 0 ? [first, second] : [second, first];
}
