/**
 * The form of a Procrustes distance.
 * - `angular`: the angle between the shapes over pi/2, from 0 to 1.
 * - `radians`: the angle itself, from 0 to pi/2 (netrep's `angular`).
 * - `unit-euclidean`: the residual of the best rotation after scaling both to unit norm, sqrt(2 - 2 cos), 0 to sqrt 2.
 * - `euclidean`: the residual in the units of the data, from 0 up; size counts (netrep's `euclidean`).
 */
export type ProcrustesScore = 'angular' | 'radians' | 'unit-euclidean' | 'euclidean';

/** Options of `procrustes`. */
export interface ProcrustesOptions {
  /** Default `angular`. */
  readonly score?: ProcrustesScore;
}
