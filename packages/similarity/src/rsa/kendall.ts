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

/** How many pairs of a sequence are in descending order, by merging; sorts the sequence. */
function inversions(sequence: Uint32Array): number {
  const n = sequence.length;
  let from = sequence;
  let to: Uint32Array = new Uint32Array(n);
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let [left, right] = [start, middle];
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left] <= from[right])) to[at] = from[left++];
        else {
          to[at] = from[right++];
          count += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
}
