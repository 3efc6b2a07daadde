import { lookUp } from '@lrsim/core';
import { angleOfChord, inRightAngles } from '../angles.js';
import type { ProcrustesScore } from './types.js';

/** Two aligned shapes: their sizes, and how far apart they are once both have norm 1. */
export interface AlignedPair {
  readonly xNorm: number;
  readonly yNorm: number;
  readonly cosine: number;
  /** |X/|X| - YQ/|Y||; sqrt(2 - 2 cosine), but exact where it is small. */
  readonly chord: number;
}

/** From the cosine alone, where it is far enough from 1 for the chord to keep its digits. */
export const pairOfCosine = (xNorm: number, yNorm: number, cosine: number): AlignedPair => ({
  xNorm,
  yNorm,
  cosine,
  chord: Math.sqrt(Math.max(0, 2 - 2 * cosine)),
});

/** A cosine above this leaves the chord fewer than 12 digits. */
export const CLOSE = 1 - 1e-4;

const scores: Readonly<Record<ProcrustesScore, (pair: AlignedPair, scaled: boolean) => number>> = {
  angular: (pair) => inRightAngles(angle(pair)),
  radians: angle,
  'unit-euclidean': ({ chord }) => chord,
  euclidean: residual,
  squared: (pair, scaled) => residual(pair, scaled) ** 2,
  cosine: ({ cosine }) => cosine,
};

/** The score of an aligned pair; `scaled` after the best scaling of y. */
export const shapeScore = (score: ProcrustesScore, pair: AlignedPair, scaled = false): number =>
  lookUp('Procrustes score', scores, score)(pair, scaled);

/** arccos where the cosine tells, from the chord where it is near 1 and would lose half the digits. */
function angle({ cosine, chord }: AlignedPair): number {
  return cosine > 0.5 ? angleOfChord(chord) : Math.acos(Math.max(-1, cosine));
}

/** |X - YQ| = sqrt(|X|^2 + |Y|^2 - 2 |X| |Y| cos), over the larger norm so that nothing overflows. */
function residual({ xNorm, yNorm, cosine, chord }: AlignedPair, scaled: boolean): number {
  // The best factor leaves the part of X that is orthogonal to YQ: |X| sin, and 1 - cos^2 = chord^2 (1 + cos) / 2.
  if (scaled) return cosine <= 0 ? xNorm : xNorm * chord * Math.sqrt((1 + cosine) / 2);
  const larger = Math.max(xNorm, yNorm);
  const [a, b] = [xNorm / larger, yNorm / larger];
  return larger * Math.sqrt((a - b) ** 2 + a * b * chord * chord);
}
