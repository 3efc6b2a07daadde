import type { Ranking } from './ranks.js';

/** What Kendall's coefficients are made of. */
export interface Concordance {
  /** Concordant minus discordant pairs. */
  readonly balance: number;
  /** All pairs. */
  readonly pairs: number;
}

/** Counts concordant minus discordant pairs of two rankings of as many numbers, in O(N log N) (Knight 1966). */
export function concordance(a: Ranking, b: Ranking): Concordance {
  const n = a.dense.length;
  // In the order of a, and of b where a is tied: b's order put stably into a's places.
  const places = new Uint32Array(a.distinct + 1);
  for (let at = 0; at < n; at++) places[a.dense[at] + 1]++;
  for (let group = 1; group <= a.distinct; group++) places[group] += places[group - 1];
  const sequence = new Uint32Array(n);
  for (let at = 0; at < n; at++) {
    const index = b.order[at];
    sequence[places[a.dense[index]]++] = b.dense[index];
  }
  // Each place now is where its group ends.
  let tiedInBoth = 0;
  for (let group = 0, start = 0; group < a.distinct; start = places[group], group++)
    for (let first = start; first < places[group]; ) {
      let end = first + 1;
      while (end < places[group] && sequence[end] === sequence[first]) end++;
      tiedInBoth += ((end - first) * (end - first - 1)) / 2;
      first = end;
    }
  const pairs = (n * (n - 1)) / 2;
  return { balance: pairs - a.tiedPairs - b.tiedPairs + tiedInBoth - 2 * inversions(sequence), pairs };
}

/** Lengths of what is sorted by insertion before the merging. */
const RUN = 8;

/** How many pairs of a sequence are in descending order, by merging; sorts the sequence. */
function inversions(sequence: Uint32Array): number {
  const n = sequence.length;
  let count = 0;
  for (let start = 0; start < n; start += RUN)
    for (let at = start + 1; at < Math.min(n, start + RUN); at++) {
      const value = sequence[at];
      let to = at;
      for (; to > start && sequence[to - 1] > value; to--) sequence[to] = sequence[to - 1];
      sequence[to] = value;
      count += at - to;
    }
  let from = sequence;
  let to: Uint32Array = new Uint32Array(n);
  for (let width = RUN; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) count += merge(from, to, start, width);
    [from, to] = [to, from];
  }
  return count;
}

/** Merges two sorted runs; how many pairs of one number of each were in descending order. */
function merge(from: Uint32Array, to: Uint32Array, start: number, width: number): number {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(start + 2 * width, from.length);
  let [left, right, at, count] = [start, middle, start, 0];
  while (left < middle && right < end) {
    const a = from[left];
    const b = from[right];
    // Without a branch, which would be mispredicted half of the time.
    const descending = +(a > b);
    to[at++] = a + descending * (b - a);
    left += 1 - descending;
    right += descending;
    count += descending * (middle - left);
  }
  while (left < middle) to[at++] = from[left++];
  while (right < end) to[at++] = from[right++];
  return count;
}
