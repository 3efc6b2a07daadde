/** The ranks of a list of numbers, with what rank statistics need of them. */
export interface Ranking {
  /** The indices in ascending order of value; equal ones in their own order. */
  readonly order: Uint32Array;
  /** For each number, how many distinct smaller ones there are. */
  readonly dense: Uint32Array;
  /** How many distinct numbers there are. */
  readonly distinct: number;
  /** How many pairs are tied. */
  readonly tiedPairs: number;
}

/** Ranks numbers, none NaN, in linear time. */
export function rank(values: Float64Array): Ranking {
  const n = values.length;
  const { order, ascending } = sorted(values);
  const dense = new Uint32Array(n);
  let [distinct, tiedPairs] = [0, 0];
  for (let start = 0; start < n; ) {
    const value = ascending[start];
    let end = start;
    for (; end < n && ascending[end] === value; end++) dense[order[end]] = distinct;
    tiedPairs += ((end - start) * (end - start - 1)) / 2;
    distinct++;
    start = end;
  }
  return { order, dense, distinct, tiedPairs };
}

/** For each number, none NaN, its rank from 1; equal ones share the mean of theirs. */
export function averageRanks(values: Float64Array): Float64Array {
  const n = values.length;
  const { order, ascending } = sorted(values);
  const average = new Float64Array(n);
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && ascending[end] === ascending[start]) end++;
    const shared = (start + 1 + end) / 2;
    for (let at = start; at < end; at++) average[order[at]] = shared;
    start = end;
  }
  return average;
}

/** Numbers in ascending order, and where each was; equal ones in their own order. */
interface Sorted {
  readonly order: Uint32Array;
  readonly ascending: Float64Array;
}

/** Below this many numbers comparing is faster than a radix sort. */
const FEW = 600;
const BITS = 11;
const BUCKETS = 1 << BITS;
/** Shifts of the six digits of 64 bits: three of the low word, three of the high one. */
const DIGITS = [0, 11, 22, 32, 43, 54] as const;

function sorted(values: Float64Array): Sorted {
  const found = values.length < FEW ? undefined : sortedByBuckets(values);
  if (found) return found;
  const order = values.length < FEW ? orderByComparing(values) : orderByDigits(values);
  const ascending = new Float64Array(values.length);
  for (let at = 0; at < order.length; at++) ascending[at] = values[order[at]];
  return { order, ascending };
}

const orderByComparing = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);

/** Steps that putting the buckets in order may take for each number; more show that most numbers are in few buckets. */
const STEPS = 8;

/** By as many buckets of equal width as there are numbers, and insertion; undefined where the numbers are spread too unevenly. */
function sortedByBuckets(values: Float64Array): Sorted | undefined {
  const n = values.length;
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < n; at++) {
    const value = values[at];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = (n - 1) / (most - least);
  if (!(scale > 0 && scale < Infinity)) return undefined;
  const starts = new Uint32Array(n + 1);
  for (let at = 0; at < n; at++) starts[(((values[at] - least) * scale) >>> 0) + 1]++;
  for (let bucket = 1; bucket <= n; bucket++) starts[bucket] += starts[bucket - 1];
  const order = new Uint32Array(n);
  // The numbers themselves too: what follows then goes through memory in order.
  const ascending = new Float64Array(n);
  // A number's bucket never comes before that of a smaller one: both operations round monotonically.
  for (let at = 0; at < n; at++) {
    const value = values[at];
    const to = starts[((value - least) * scale) >>> 0]++;
    order[to] = at;
    ascending[to] = value;
  }
  let steps = 0;
  for (let at = 1; at < n; at++) {
    const value = ascending[at];
    if (ascending[at - 1] <= value) continue;
    const index = order[at];
    let to = at;
    for (; to > 0 && ascending[to - 1] > value; to--) {
      ascending[to] = ascending[to - 1];
      order[to] = order[to - 1];
    }
    ascending[to] = value;
    order[to] = index;
    steps += at - to;
    if (steps > STEPS * n) return undefined;
  }
  return { order, ascending };
}

/** By digits of the numbers' bits: as fast for numbers however spread. */
function orderByDigits(values: Float64Array): Uint32Array {
  const n = values.length;
  let order: Uint32Array = new Uint32Array(n);
  for (let at = 0; at < n; at++) order[at] = at;
  const [low, high] = sortableWords(values);
  let next: Uint32Array = new Uint32Array(n);
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
