/** The ranks of a list of numbers, with what rank statistics need of them. */
export interface Ranking {
  /** The indices in ascending order of value; equal ones in their own order. */
  readonly order: Uint32Array;
  /** For each number, how many distinct smaller ones there are. */
  readonly dense: Uint32Array;
  /** For each number, its rank from 1; equal ones share the mean of theirs. */
  readonly average: Float64Array;
  /** How many distinct numbers there are. */
  readonly distinct: number;
  /** How many pairs are tied. */
  readonly tiedPairs: number;
}

/** Ranks numbers, none NaN, in linear time. */
export function rank(values: Float64Array): Ranking {
  const n = values.length;
  const order = ascendingOrder(values);
  const dense = new Uint32Array(n);
  const average = new Float64Array(n);
  let [distinct, tiedPairs] = [0, 0];
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && values[order[end]] === values[order[start]]) end++;
    const shared = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) {
      dense[order[at]] = distinct;
      average[order[at]] = shared;
    }
    tiedPairs += ((end - start) * (end - start - 1)) / 2;
    distinct++;
    start = end;
  }
  return { order, dense, average, distinct, tiedPairs };
}

/** Below this many numbers comparing is faster than a radix sort. */
const FEW = 600;
const BITS = 11;
const BUCKETS = 1 << BITS;
/** Shifts of the six digits of 64 bits: three of the low word, three of the high one. */
const DIGITS = [0, 11, 22, 32, 43, 54] as const;

/** The indices of numbers in ascending order, stable. */
function ascendingOrder(values: Float64Array): Uint32Array {
  const n = values.length;
  let order = new Uint32Array(n);
  for (let at = 0; at < n; at++) order[at] = at;
  if (n < FEW) return order.sort((a, b) => values[a] - values[b] || a - b);
  const [low, high] = sortableWords(values);
  let next = new Uint32Array(n);
  for (const shift of DIGITS) {
    const word = shift < 32 ? low : high;
    const by = shift % 32;
    const starts = new Uint32Array(BUCKETS + 1);
    for (let at = 0; at < n; at++) starts[((word[at] >>> by) & (BUCKETS - 1)) + 1]++;
    if (starts.includes(n, 1)) continue;
    for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket] += starts[bucket - 1];
    for (let at = 0; at < n; at++) {
      const index = order[at];
      next[starts[(word[index] >>> by) & (BUCKETS - 1)]++] = index;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** The bits of numbers, changed so that as unsigned integers they are in the numbers' order: low and high words. */
function sortableWords(values: Float64Array): [Uint32Array, Uint32Array] {
  const n = values.length;
  const [low, high] = [new Uint32Array(n), new Uint32Array(n)];
  // Adding 0 makes one zero of two.
  const numbers = new Float64Array(n);
  for (let at = 0; at < n; at++) numbers[at] = values[at] + 0;
  const words = new Uint32Array(numbers.buffer);
  const lowFirst = new Uint8Array(new Uint32Array([1]).buffer)[0];
  for (let at = 0; at < n; at++) {
    const h = words[2 * at + lowFirst];
    const l = words[2 * at + 1 - lowFirst];
    const negative = h >>> 31;
    high[at] = negative ? ~h : h | 0x80000000;
    low[at] = negative ? ~l : l;
  }
  return [low, high];
}
