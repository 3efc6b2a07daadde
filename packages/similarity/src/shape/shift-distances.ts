import { ArgumentError, checkFinite, checkLength, type Matrix, type NdLike } from '@lrsim/core';
import { singularValues } from '@lrsim/linalg';
import { rotatedCosine, rotatedPair } from './rotate.js';
import { moderate, readShape, type Shape, withCompact } from './shape.js';
import { type AlignedPair, CLOSE, pairOfCosine, shapeScore } from './shape-distance.js';
import { type Grid, shiftProducts } from './shift-products.js';
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
 * Means and norms do not depend on the shift, and the products of all shifts are found together, by Fourier transforms; each shift
 * costs the singular values of channels x channels. Both have the same images, height and width; the numbers of channels may differ.
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
  const products = productsOfShifts(a, b, [images, h, w]);
  const values = new Float64Array(h * w);
  const sign = score === 'cosine' ? -1 : 1;
  let at = 0;
  for (let place = 0; place < h * w; place++) {
    const [down, right] = [Math.floor(place / w) - Math.floor(h / 2), (place % w) - Math.floor(w / 2)];
    const known = products && pairOfProduct(a, b, products, ((down + h) % h) * w + ((right + w) % w));
    const moved = () => withCompact({ ...a, matrix: shifted(a.matrix, [images, h, w], down, right) });
    values[place] = shapeScore(score, known ?? rotatedPair(moved(), b, true));
    if (sign * values[place] < sign * values[at]) at = place;
  }
  const shift = [Math.floor(at / w) - Math.floor(h / 2), (at % w) - Math.floor(w / 2)] as const;
  return { values: { rows: h, columns: w, data: values }, best: values[at], shift };
}

/** Numbers of all products together above which they are computed one shift at a time, in little memory. */
const LARGEST_PRODUCTS = 2 ** 25;

/** X'Y for all shifts at once; undefined where that takes too much memory, or where there are fewer samples than channels. */
function productsOfShifts(x: Shape, y: Shape, grid: Grid): Matrix | undefined {
  const [a, b] = [moderate(x), moderate(y)];
  const [, h, w] = grid;
  if (h * w * a.columns * b.columns > LARGEST_PRODUCTS || a.rows < Math.max(a.columns, b.columns)) return undefined;
  return shiftProducts(a, b, grid);
}

/** The two after the best rotation, of one of the products; undefined where they nearly coincide and only the data tell how nearly. */
function pairOfProduct(x: Shape, y: Shape, products: Matrix, row: number): AlignedPair | undefined {
  const data = products.data.subarray(row * products.columns, (row + 1) * products.columns);
  const product = { rows: x.matrix.columns, columns: y.matrix.columns, data };
  const cosine = rotatedCosine(x, y, singularValues(product));
  return cosine < CLOSE ? pairOfCosine(x.norm, y.norm, cosine) : undefined;
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
