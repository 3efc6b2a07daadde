import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, qr } from '@lrsim/linalg';
import { angleOf, angleOfChord } from '../angles.js';
import { checkSameSamples } from '../centred.js';
import { normOf } from '../packed-symmetric.js';
import { type KernelData, kernelInner, kernelNorms } from './kernel-data.js';

/** The cosine between the kernel matrices of two representations, clipped to [-1, 1]. */
export function alignment(where: string, x: KernelData, y: KernelData): number {
  checkSameSamples(where, x, y);
  const [k, l] = kernelNorms(x, y);
  return Math.max(-1, Math.min(1, kernelInner(x, y) / (k * l)));
}

/** From here on the chord is computed by itself, since 1 minus the cosine would lose its digits. */
const NEAR = 0.99;

/** 1 - the alignment; where that is small, to full relative precision. */
export function misalignment(where: string, x: KernelData, y: KernelData): number {
  const cosine = alignment(where, x, y);
  return cosine < NEAR ? 1 - cosine : chord(x, y) ** 2 / 2;
}

/** The angle between the kernel matrices in radians, from 0 to pi/2; where it is small, to full precision. */
export function alignmentAngle(where: string, x: KernelData, y: KernelData): number {
  const cosine = alignment(where, x, y);
  return cosine < NEAR ? angleOf(cosine) : angleOfChord(chord(x, y));
}

/** How far apart the two kernel matrices are once each has norm 1. */
function chord(x: KernelData, y: KernelData): number {
  const [{ rows, columns: p }, { columns: q }] = [x.matrix, y.matrix];
  if (x.linear && y.linear && x.estimator === 'biased' && p + q < rows) return chordFromUnits(x, y);
  const [a, b] = [x.gram(), y.gram()];
  const difference = {
    ...a.matrix,
    data: a.matrix.data.map((value, at) => value / a.norm - b.matrix.data[at] / b.norm),
  };
  return normOf(difference);
}

/** |XX' - YY'| of data whose kernel matrices have norm 1: |R J R'| of [X Y] = QR, J = diag(1 for X, -1 for Y). */
function chordFromUnits(x: KernelData, y: KernelData): number {
  const { rows, columns: p } = x.matrix;
  const [roots, width] = [[x, y].map((one) => 1 / Math.sqrt(one.normFromUnits())), p + y.matrix.columns];
  const both = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < p; j++) both[i * width + j] = roots[0] * x.matrix.data[i * p + j];
    for (let j = p; j < width; j++) both[i * width + j] = roots[1] * y.matrix.data[i * (width - p) + j - p];
  }
  const { r } = qr({ rows, columns: width, data: both });
  return frobeniusNorm(signedSquare(r, p));
}

/** R J R' for J = diag(1 in the first `positive` places, -1 in the others). */
function signedSquare({ rows, columns, data }: Matrix, positive: number): Matrix {
  const square = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < columns; k++) {
        const product = data[i * columns + k] * data[j * columns + k];
        sum += k < positive ? product : -product;
      }
      square[i * rows + j] = sum;
      square[j * rows + i] = sum;
    }
  return { rows, columns: rows, data: square };
}
