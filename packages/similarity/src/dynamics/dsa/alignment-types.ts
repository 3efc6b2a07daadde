import type { Matrix } from '@lrsim/core';

/** Options of the search for the best alignment of two operators. */
export interface AlignmentOptions {
  /** Starts tried at most (default 96 up to size 12, 24 up to 40, 3 beyond). */
  readonly starts?: number;
  /** Starts that must have reached the same best value before it stops early (default 6). */
  readonly agreeing?: number;
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
  readonly starts: number;
  readonly startsThatReachedBest: number;
}
