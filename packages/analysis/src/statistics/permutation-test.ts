import { ArgumentError, checkFinite, checkInteger, createRng, lookUp, type Rng } from '@lrsim/core';
import { differences, meanOf } from './groups.js';
import type { Alternative, PermutationTest, PermutationTestOptions } from './types.js';

/** Differences this near the observed one, relative to the largest value, count as equal: sums round. */
const TIE = 1e-12;

/**
 * Permutation test of the difference of two means: how often relabelled data differ as much as the observed ones.
 *
 * All relabellings are looked at where there are no more than `permutations`, and p is their share; otherwise as many are
 * drawn at random and p is (1 + those as extreme) / (1 + drawn), which is never 0. Two-sided p counts |difference|.
 *
 * @throws ArgumentError for an empty group, paired groups of different lengths, or NaN.
 * @source Phipson & Smyth 2010 (Stat. Appl. Genet. Mol. Biol. 9:39).
 */
export function permutationTest(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: PermutationTestOptions = {},
): PermutationTest {
  const { alternative = 'two-sided', paired = false, permutations = 9999, rng = createRng(0) } = options;
  checkInteger('permutationTest', 'permutations', permutations);
  checkFinite('permutationTest', 'a', a);
  checkFinite('permutationTest', 'b', b);
  if (a.length === 0 || b.length === 0)
    throw new ArgumentError(
      `permutationTest: a has ${a.length} values, b has ${b.length}; expected at least one in each`,
    );
  const isExtreme = lookUp('alternative', extremes, alternative);
  const difference = meanOf(a) - meanOf(b);
  const tolerance = TIE * Math.max(largestMagnitude(a), largestMagnitude(b));
  const relabelled = paired ? signFlips(differences('permutationTest', a, b)) : regroupings(a, b);
  const exact = relabelled.count <= permutations;
  let extreme = 0;
  const consider = (value: number) => {
    if (isExtreme(value, difference, tolerance)) extreme++;
  };
  if (exact) relabelled.all(consider);
  else for (let i = 0; i < permutations; i++) consider(relabelled.draw(rng));
  const looked = exact ? relabelled.count : permutations;
  return { difference, pValue: exact ? extreme / looked : (1 + extreme) / (1 + looked), permutations: looked, exact };
}

function largestMagnitude(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}

const extremes: Readonly<Record<Alternative, (value: number, observed: number, tolerance: number) => boolean>> = {
  'two-sided': (value, observed, tolerance) => Math.abs(value) >= Math.abs(observed) - tolerance,
  greater: (value, observed, tolerance) => value >= observed - tolerance,
  less: (value, observed, tolerance) => value <= observed + tolerance,
};

/** Differences of means under the null hypothesis: how many, each of them, or one at random. */
interface Relabelled {
  readonly count: number;
  all(visit: (difference: number) => void): void;
  draw(rng: Rng): number;
}

function signFlips(pairs: Float64Array): Relabelled {
  const flipped = (isFlipped: (i: number) => boolean) =>
    pairs.reduce((sum, value, i) => sum + (isFlipped(i) ? -value : value), 0) / pairs.length;
  return {
    count: 2 ** pairs.length,
    all(visit) {
      for (let code = 0; code < 2 ** pairs.length; code++) visit(flipped((i) => Math.floor(code / 2 ** i) % 2 === 1));
    },
    draw: (rng) => flipped(() => rng.uniform() < 0.5),
  };
}

function regroupings(a: ArrayLike<number>, b: ArrayLike<number>): Relabelled {
  const values = Float64Array.from([...Array.from(a), ...Array.from(b)]);
  // About the mean, so that a large common offset costs no digits.
  const mean = meanOf(values);
  const centred = values.map((value) => value - mean);
  const total = centred.reduce((sum, value) => sum + value, 0);
  const [n, m] = [a.length, b.length];
  const differenceOf = (sum: number) => sum / n - (total - sum) / m;
  let count = 1;
  for (let k = 1; k <= Math.min(n, m); k++) count = (count * (n + m + 1 - k)) / k;
  return {
    count: Math.round(count),
    all(visit) {
      // The smaller group, so that the recursion stays shallow.
      const choose = (from: number, left: number, sum: number): void => {
        if (left === 0) visit(differenceOf(n <= m ? sum : total - sum));
        else for (let i = from; i <= values.length - left; i++) choose(i + 1, left - 1, sum + centred[i]);
      };
      choose(0, Math.min(n, m), 0);
    },
    draw(rng) {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const j = i + rng.integer(values.length - i);
        [centred[i], centred[j]] = [centred[j], centred[i]];
        sum += centred[i];
      }
      return differenceOf(sum);
    },
  };
}
