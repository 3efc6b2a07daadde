import { ArgumentError, checkFinite, checkLength, type Matrix, type NdLike } from '@lrsim/core';
import { rotatedPair } from './rotate.js';
import { readShape, type Shape, withCompact } from './shape.js';
import { shapeScore } from './shape-distance.js';
import type { ProcrustesScore } from './types.js';

/** Options of `shiftDistances`. */
export interface ShiftOptions {
  /** Default `angular`. */
  readonly score?: ProcrustesScore;
  /** Whether each channel's mean over images and positions is removed first (default true). */
  readonly centre?: boolean;
}

/** The Procrustes distances of two convolutional layers over all shifts of one against the other. */
export interface ShiftDistances {
  /** [h, w]: at [i, j] x is shifted by i - floor(h / 2) down and j - floor(w / 2) to the right, around the edges. */
  readonly values: Matrix;
  /** The least of them (the largest, for the score `cosine`): the distance of the layers up to a shift. */
  readonly best: number;
  /** The shift of x, down and to the right, at which it is reached. */
  readonly shift: readonly [down: number, right: number];
}

/**
 * Procrustes distance of two convolutional layers with channels for units and images x positions for samples, for every
 * circular shift of x: a layer that sees the same, but elsewhere, is near at one of them.
 *
 * Means and norms do not depend on the shift and are computed once; each shift costs one product of channels x channels and
 * its singular values. Both have the same images, height and width; the numbers of channels may differ.
 *
 * @param x - [images, height, width, channels].
 * @param y - of the same images and positions.
 * @throws ArgumentError for other shapes, different images or positions, no variance, or an unknown score.
 * @throws NonFiniteError for NaN or infinity.
 * @source Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), of convolutional layers.
 */
export function shiftDistances(
  x: NdLike,
  y: NdLike,
  { score = 'angular', centre = true }: ShiftOptions = {},
): ShiftDistances {
  const [images, h, w] = checkLayer('x', x);
  checkLayer('y', y);
  if (y.shape[0] !== images || y.shape[1] !== h || y.shape[2] !== w)
    throw new ArgumentError(
      `shiftDistances: x has the shape [${x.shape.join(', ')}], y [${y.shape.join(', ')}]; expected the same images, height and width`,
    );
  const [a, b] = [layer(x, centre, 'x'), layer(y, centre, 'y')];
  const values = new Float64Array(h * w);
  const sign = score === 'cosine' ? -1 : 1;
  let at = 0;
  for (let i = 0; i < h; i++)
    for (let j = 0; j < w; j++) {
      const matrix = shifted(a.matrix, [images, h, w], i - Math.floor(h / 2), j - Math.floor(w / 2));
      const moved = { ...a, matrix };
      values[i * w + j] = shapeScore(score, rotatedPair(withCompact(moved), b, true));
      if (sign * values[i * w + j] < sign * values[at]) at = i * w + j;
    }
  const shift = [Math.floor(at / w) - Math.floor(h / 2), (at % w) - Math.floor(w / 2)] as const;
  return { values: { rows: h, columns: w, data: values }, best: values[at], shift };
}

function checkLayer(argument: string, { data, shape }: NdLike): readonly number[] {
  if (shape.length !== 4 || shape.some((size) => !(size > 0)))
    throw new ArgumentError(
      `shiftDistances: ${argument} has the shape [${shape.join(', ')}]; expected [images, height, width, channels]`,
    );
  checkLength('shiftDistances', argument, data, shape);
  checkFinite('shiftDistances', argument, data, shape);
  return shape;
}

/** Images x positions in rows, channels in columns. */
function layer({ data, shape }: NdLike, centre: boolean, argument: string): Shape {
  const [images, h, w, channels] = shape;
  return withCompact(readShape({ data, shape: [images * h * w, channels] }, centre, 'shiftDistances', argument));
}

/** Every image moved down and to the right, around the edges. */
function shifted(a: Matrix, [images, h, w]: readonly number[], down: number, right: number): Matrix {
  const data = new Float64Array(a.data.length);
  const c = a.columns;
  for (let m = 0; m < images; m++)
    for (let i = 0; i < h; i++)
      for (let j = 0; j < w; j++) {
        const from = ((m * h + i) * w + j) * c;
        const to = ((m * h + ((i + down + h) % h)) * w + ((j + right + w) % w)) * c;
        for (let k = 0; k < c; k++) data[to + k] = a.data[from + k];
      }
  return { ...a, data };
}
