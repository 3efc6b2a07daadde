import type { Matrix } from '@lrsim/core';
import { NEARLY } from '../../orthogonal/ascend.js';
import { alignmentOf, climbed, distanceOf, type OperatorPair } from './operator-pair.js';
import { sweepPlanes } from './plane-rotations.js';

/** Sizes up to which a start goes through sweeps of planes, which see past small hills, before it climbs. */
export const SWEPT = 40;
/** Sweeps after which the better half of the starts is kept, until so few are left that each is worth all its sweeps. */
const [ROUND, WORTH_ALL] = [8, 8];
const SWEEPS = 40;
/** A sweep that gains less than this leaves the rest to climbing, which converges faster. */
const STALLED = 3e-4;
/** After the sweeps, what is this far below the best so far is not climbed further. */
const HOPELESS = 1e-2;
/** Values this close, of operators of unit norm, are the same optimum. */
const SAME = 1e-8;
/** Turned operators this close to those of a top, and lower by less than the square, are on its hill. */
const NEAR = 0.03;
/** A gap this small closes the search. */
const CLOSED = 1e-12;
/** From a gap this small a start is climbed at once: it may be the proof that no other is needed. */
const PROMISING = 1e-3;

/** What a search starts from, and when it is enough. */
export interface Search {
  /** Starts that know nothing of one another. */
  readonly starts: number;
  /** The next of them, made again each time it is called. */
  readonly startAt: () => () => OperatorPair;
  /** Kicks: starts near the best top so far. */
  readonly kicks: number;
  /** A pair near another. */
  readonly kick: (from: OperatorPair) => OperatorPair;
  /** Whether single axes may be flipped. */
  readonly reflection: boolean;
  /** What no alignment can exceed. */
  readonly upperBound: number;
}

/** A local optimum, or what was too low to be climbed. */
interface Top {
  readonly pair: OperatorPair;
  readonly value: number;
}

/**
 * The highest alignment found. All starts are swept together, the worse half of them dropped again and again; the few that are left
 * are climbed, the most promising first, since what is clearly below another's top need not be climbed, and on a hill that is known
 * need not be climbed to its end. Last come kicks of the best top: high hills stand near one another.
 */
export function highestHill({ starts, startAt, kicks, kick, reflection, upperBound }: Search) {
  const tops: Top[] = [];
  let best: Top | undefined;
  const isProven = () => best !== undefined && upperBound - best.value < CLOSED;
  const visit = ({ pair, start }: Swept) => {
    const top = climb(pair, reflection, tops, best?.value ?? -Infinity);
    // At the bound already: values no longer tell, and what climbing turns by rounding would be lost.
    tops.push(upperBound - top.value < CLOSED ? topOf(nearer(top.pair, start())) : top);
    const added = tops[tops.length - 1];
    if (!best || added.value > best.value) best = added;
  };
  const waiting: Swept[] = [];
  while (tops.length + waiting.length < starts && !isProven()) {
    const start = startAt();
    const pair = swept(start(), reflection, ROUND);
    if (upperBound - alignmentOf(pair) < PROMISING) visit({ pair, start });
    else waiting.push({ pair, start });
  }
  const made = tops.length + waiting.length;
  if (!isProven()) for (const one of fittest(waiting, reflection)) visit(one);
  let kicked = 0;
  for (; kicked < kicks && !isProven(); kicked++) {
    const start = kick((best as Top).pair);
    visit({ pair: swept(start, reflection, SWEEPS), start: () => start });
  }
  const { pair, value } = best as Top;
  return {
    best: pair,
    starts: made + kicked,
    startsThatReachedBest: tops.filter((top) => top.value > value - SAME).length,
  };
}

/** A start that planes were swept from, and how it began. */
interface Swept {
  readonly pair: OperatorPair;
  readonly start: () => OperatorPair;
}

/** The best of several starts after all their sweeps, the highest first. */
function fittest(all: readonly Swept[], reflection: boolean): Swept[] {
  let kept = highestFirst(all);
  // Large ones, which sweeps cost more, have had theirs.
  if (kept.some(({ pair }) => pair.size > SWEPT)) return kept;
  while (kept.length > WORTH_ALL) {
    kept = kept.slice(0, Math.ceil(kept.length / 2));
    for (const { pair } of kept) swept(pair, reflection, ROUND);
    kept = highestFirst(kept);
  }
  for (const { pair } of kept) swept(pair, reflection, SWEEPS);
  return highestFirst(kept);
}

const highestFirst = (all: readonly Swept[]) => [...all].sort((a, b) => alignmentOf(b.pair) - alignmentOf(a.pair));

const topOf = (pair: OperatorPair): Top => ({ pair, value: alignmentOf(pair) });

/** The pair whose operators are closer. */
export const nearer = (one: OperatorPair, other: OperatorPair) => (distanceOf(one) <= distanceOf(other) ? one : other);

/** Swept in place until little is gained, so many times at most; large matrices twice. */
function swept(pair: OperatorPair, reflection: boolean, most: number): OperatorPair {
  const sweeps = pair.size <= SWEPT ? most : 2;
  for (let sweep = 0; sweep < sweeps; sweep++) if (sweepPlanes(pair, reflection) < STALLED) break;
  return pair;
}

/** Climbs where it may still become the best, until a sweep finds nothing more. */
function climb(from: OperatorPair, reflection: boolean, tops: readonly Top[], toBeat: number): Top {
  const isSmall = from.size <= SWEPT;
  let pair = from;
  let known: Top | undefined;
  const knownHill = ({ data }: Matrix, value: number) => {
    known = tops.find((top) => isOnHill(top, data, value));
    return known !== undefined;
  };
  for (let round = 0; round < (isSmall ? 3 : 1); round++) {
    if (isSmall && alignmentOf(pair) < toBeat - HOPELESS) break;
    pair = climbed(pair, { stationary: NEARLY, maximumSteps: 300, toBeat, knownHill });
    if (known) return known;
    if (sweepPlanes(pair, reflection) < SAME) break;
    swept(pair, reflection, SWEEPS);
  }
  return topOf(pair);
}

function isOnHill({ pair: { k }, value: height }: Top, turned: Float64Array, value: number): boolean {
  if (value > height || height - value > NEAR * NEAR) return false;
  let square = 0;
  for (let at = 0; at < k.length; at++) square += (k[at] - turned[at]) * (k[at] - turned[at]);
  return square < NEAR * NEAR;
}
