import { ArgumentError } from '@lrsim/core';
import { linearAssignment } from '@lrsim/linalg';
import type { Bar } from './types.js';

/** Largest difference of births or deaths. */
const between = (a: Bar, b: Bar) => Math.max(Math.abs(a.birth - b.birth), Math.abs(a.death - b.death));
/** To the nearest bar of length 0. */
const toDiagonal = ({ birth, death }: Bar) => (death - birth) / 2;

/**
 * Bottleneck distance of two barcodes: the least c such that bars can be paired, or left out, with births and deaths of pairs
 * at most c apart and bars left out at most 2c long.
 *
 * Infinity where different numbers of bars are infinite. At most the largest change of a distance for barcodes of distances.
 *
 * @throws ArgumentError for a bar that dies before its birth, or NaN.
 */
export function bottleneckDistance(a: readonly Bar[], b: readonly Bar[]): number {
  const infinite = infinitePairs('bottleneckDistance', a, b);
  if (infinite === undefined) return Infinity;
  const atLeast = infinite.reduce((most, value) => Math.max(most, value), 0);
  const [one, other] = [a.filter(endsSomewhere), b.filter(endsSomewhere)];
  const candidates = [atLeast, ...one.map(toDiagonal), ...other.map(toDiagonal)];
  for (const bar of one) for (const partner of other) candidates.push(between(bar, partner));
  const sorted = Float64Array.from(candidates.filter((value) => value >= atLeast)).sort();
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    // Where the long bars of either can be paired at all, those of both can at once (Mendelsohn & Dulmage 1958).
    if (canBePaired(one, other, sorted[middle]) && canBePaired(other, one, sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return sorted[low];
}

/** Whether all bars longer than 2 limit can be paired with bars of the other at most `limit` away. */
function canBePaired(bars: readonly Bar[], others: readonly Bar[], limit: number): boolean {
  const partnerOf = new Int32Array(others.length).fill(-1);
  const pair = (bar: number, seen: Uint8Array): boolean => {
    for (let j = 0; j < others.length; j++) {
      if (seen[j] || between(bars[bar], others[j]) > limit) continue;
      seen[j] = 1;
      if (partnerOf[j] >= 0 && !pair(partnerOf[j], seen)) continue;
      partnerOf[j] = bar;
      return true;
    }
    return false;
  };
  return bars.every((bar, at) => toDiagonal(bar) <= limit || pair(at, new Uint8Array(others.length)));
}

/**
 * Wasserstein distance of two barcodes: the least sum of c^order over pairs and bars left out, to the power 1 / order, with
 * the costs c of `bottleneckDistance`.
 *
 * @param order - a number of at least 1 (default 1).
 * @throws ArgumentError for a bar that dies before its birth, NaN, or an order below 1.
 */
export function barcodeWasserstein(
  a: readonly Bar[],
  b: readonly Bar[],
  { order = 1 }: { readonly order?: number } = {},
): number {
  if (!(order >= 1 && order < Infinity))
    throw new ArgumentError(
      `barcodeWasserstein: order is ${order}; expected a finite number of at least 1 (bottleneckDistance is that of Infinity)`,
    );
  const infinite = infinitePairs('barcodeWasserstein', a, b);
  if (infinite === undefined) return Infinity;
  const [one, other] = [a.filter(endsSomewhere), b.filter(endsSomewhere)];
  // Each side has its bars and one diagonal for each bar of the other.
  const size = one.length + other.length;
  const costs = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const [bar, partner] = [one[i], other[j]];
      costs[i * size + j] =
        bar && partner ? between(bar, partner) : bar ? toDiagonal(bar) : partner ? toDiagonal(partner) : 0;
    }
  const largest = [...costs, ...infinite].reduce((most, value) => Math.max(most, value), 0);
  if (largest === 0) return 0;
  const power = (value: number) => (value / largest) ** order;
  let sum = infinite.reduce((total, value) => total + power(value), 0);
  if (size > 0) {
    const data = costs.map(power);
    linearAssignment({ rows: size, columns: size, data }).forEach((column, row) => {
      sum += data[row * size + column];
    });
  }
  return largest * sum ** (1 / order);
}

const endsSomewhere = ({ death }: Bar) => death < Infinity;

/** Differences of the births of infinite bars in their order; undefined where their numbers differ. */
function infinitePairs(where: string, a: readonly Bar[], b: readonly Bar[]): number[] | undefined {
  for (const [argument, bars] of [
    ['a', a],
    ['b', b],
  ] as const)
    bars.forEach(({ birth, death }, at) => {
      if (!(Number.isFinite(birth) && death >= birth))
        throw new ArgumentError(
          `${where}: ${argument} has the bar [${birth}, ${death}] at ${at}; expected a finite birth and a death not before it`,
        );
    });
  const births = [a, b].map((bars) =>
    bars
      .filter((bar) => !endsSomewhere(bar))
      .map(({ birth }) => birth)
      .sort((p, q) => p - q),
  );
  if (births[0].length !== births[1].length) return undefined;
  return births[0].map((birth, at) => Math.abs(birth - births[1][at]));
}
