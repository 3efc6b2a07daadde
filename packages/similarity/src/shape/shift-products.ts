import type { Matrix } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';

/** Images, height and width of a layer whose rows are its images x positions. */
export type Grid = readonly [images: number, h: number, w: number];

/** Complex numbers in an array of some layout. */
interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * X'Y for all circular shifts of X, [h w, channels of x channels of y]: row i w + j for X shifted down by i and right by j.
 *
 * By the convolution theorem: one product for each frequency, conj(FX)' FY, instead of one of all samples for each shift, between
 * Fourier transforms along height and width, which as products with the matrices of the transform suit sides of any length.
 */
export function shiftProducts(x: Matrix, y: Matrix, grid: Grid): Matrix {
  const [images, h, w] = grid;
  const pairs = x.columns * y.columns;
  const [a, b] = [transformed(x, grid), transformed(y, grid)];
  const spectrum = { real: new Float64Array(h * w * pairs), imaginary: new Float64Array(h * w * pairs) };
  for (let frequency = 0; frequency < h * w; frequency++) {
    const own = stackedAt(a, frequency, images, h * w, x.columns, false);
    const [re, im] = [false, true].map((turned) =>
      transposeMultiply(own, stackedAt(b, frequency, images, h * w, y.columns, turned)),
    );
    spectrum.real.set(re.data, frequency * pairs);
    spectrum.imaginary.set(im.data, frequency * pairs);
  }
  const rows = alongAxis(spectrum, w, pairs, 1);
  const { real } = alongAxis(rows, h, w * pairs, 1);
  for (let at = 0; at < real.length; at++) real[at] /= h * w;
  return { rows: h * w, columns: pairs, data: real };
}

/** The Fourier transforms of the images of every channel. */
function transformed({ columns, data }: Matrix, [, h, w]: Grid): Complex {
  const rows = alongAxis({ real: data, imaginary: new Float64Array(0) }, w, columns, -1);
  return alongAxis(rows, h, w * columns, -1);
}

/**
 * The transform along the middle one of three axes, [any, size, inner], with exp(sign 2 pi i f t / size). No imaginary numbers stand
 * for zeros.
 */
function alongAxis({ real, imaginary }: Complex, size: number, inner: number, sign: 1 | -1): Complex {
  const wave = (of: (angle: number) => number): Matrix => ({
    rows: size,
    columns: size,
    // The product is reduced first, which keeps the angles exact to rounding.
    data: Float64Array.from({ length: size * size }, (_, at) =>
      of((2 * Math.PI * ((Math.floor(at / size) * (at % size)) % size)) / size),
    ),
  });
  const [cos, sin] = [wave(Math.cos), wave((angle) => sign * Math.sin(angle))];
  const to = { real: new Float64Array(real.length), imaginary: new Float64Array(real.length) };
  const length = size * inner;
  for (let start = 0; start < real.length; start += length) {
    const part = (data: Float64Array): Matrix => ({
      rows: size,
      columns: inner,
      data: data.subarray(start, start + length),
    });
    const re = part(real);
    to.real.set(multiply(cos, re).data, start);
    to.imaginary.set(multiply(sin, re).data, start);
    if (imaginary.length === 0) continue;
    const im = part(imaginary);
    const [turned, kept] = [multiply(sin, im).data, multiply(cos, im).data];
    for (let k = 0; k < length; k++) {
      to.real[start + k] -= turned[k];
      to.imaginary[start + k] += kept[k];
    }
  }
  return to;
}

/**
 * One frequency of all images, [2 images, channels]: real parts above imaginary ones; or, `turned`, imaginary ones above negative
 * real ones. The product of the first form of X with the first of Y is the real part of conj(X)' Y, with the second the imaginary part.
 */
function stackedAt(
  { real, imaginary }: Complex,
  frequency: number,
  images: number,
  frequencies: number,
  channels: number,
  turned: boolean,
): Matrix {
  const data = new Float64Array(2 * images * channels);
  for (let image = 0; image < images; image++) {
    const from = (image * frequencies + frequency) * channels;
    const [above, below] = [image * channels, (images + image) * channels];
    for (let c = 0; c < channels; c++) {
      data[above + c] = turned ? imaginary[from + c] : real[from + c];
      data[below + c] = turned ? -real[from + c] : imaginary[from + c];
    }
  }
  return { rows: 2 * images, columns: channels, data };
}
