import type { Matrix } from '@lrsim/core';

/** Options of the search for the best alignment of two operators. */
export interface AlignmentOptions {
  /** Starts that know nothing of one another, the worse of which are dropped early (default 32 up to size 40, 3 beyond). */
  readonly starts?: number;
  /** Starts a few plane rotations away from the best so far (default twice the size up to 12, 12 up to 40, none beyond). */
  readonly kicks?: number;
  /** Whether reflections count as rotations, O(n), or not, SO(n) (default true). */
  readonly reflection?: boolean;
  /** Of the random starts (default 0). */
  readonly seed?: number | string;
}

/** The best alignment found of two operators of unit norm, and how good it can be known to be. */
export interface OperatorAlignment {
  /** <A, C B C'> / (|A| |B|). */
  readonly cosine: number;
  /** |A / |A| - C B C' / |B||; sqrt(2 - 2 cosine), exact also where it is small. */
  readonly chord: number;
  /** C. */
  readonly rotation: Matrix;
  /** No orthogonal C has a larger cosine than this. */
  readonly upperBound: number;
  /** upperBound - cosine: 0 proves the alignment optimal. */
  readonly gap: number;
  /** Starts made, kicks with them. */
  readonly starts: number;
  /** How many of them reached the best value; the worse starts are dropped before they can. */
  readonly startsThatReachedBest: number;
}
