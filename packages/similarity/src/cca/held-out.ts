import { ArgumentError, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { checkSameSamples, heldOut } from '../centred.js';
import type { Basis } from './basis.js';
import { canonicalPairs, weightsOf } from './canonical-analysis.js';

/** What canonical directions learnt from some samples say of others. */
export interface CanonicalFit {
  /** Correlations of the training samples. */
  readonly trained: Float64Array;
  /** Correlations of new samples of the same units along the directions learnt, in that order: they can be negative. */
  readonly correlations: (x: MatrixInput, y: MatrixInput) => Float64Array;
}

/** Learns canonical directions from two prepared datasets. */
export function fitCanonical(where: string, x: Basis, y: Basis): CanonicalFit {
  const { correlations: trained, left, right } = canonicalPairs(where, x, y);
  const [xWeights, yWeights] = [weightsOf(x, left), weightsOf(y, right)];
  return {
    trained,
    correlations(newX, newY) {
      const [a, b] = [heldOut(newX, asCentred(x), where, 'x'), heldOut(newY, asCentred(y), where, 'y')];
      checkSameSamples(where, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
      if (a.rows < 2) throw new ArgumentError(`${where}: x has ${a.rows} held-out sample; expected at least 2`);
      return columnCorrelations(multiply(a, xWeights), multiply(b, yWeights));
    },
  };
}

const asCentred = ({ argument, matrix, means }: Basis) => ({ argument, matrix, means, norm: 1 });

/** Pearson correlation of each column with the same column of the other; 0 where one does not vary. */
export function columnCorrelations(a: Matrix, b: Matrix): Float64Array {
  const { rows, columns } = a;
  return Float64Array.from({ length: columns }, (_, j) => {
    const column = (m: Matrix) => Float64Array.from({ length: rows }, (_, i) => m.data[i * m.columns + j]);
    return pearson(column(a), column(b));
  });
}

/** The Pearson correlation of two series; 0 where one is constant. */
export function pearson(a: Float64Array, b: Float64Array): number {
  const [x, y] = [deviations(a), deviations(b)];
  const dot = (s: Float64Array, t: Float64Array) => s.reduce((sum, value, i) => sum + value * t[i], 0);
  const norms = Math.sqrt(dot(x, x)) * Math.sqrt(dot(y, y));
  return norms > 0 ? Math.max(-1, Math.min(1, dot(x, y) / norms)) : 0;
}

/** A series minus its mean, over the largest deviation so that squares neither overflow nor vanish; 0 where it is constant. */
function deviations(values: Float64Array): Float64Array {
  const first = values[0];
  const shift = values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  const centred = values.map((value) => value - first - shift);
  const largest = centred.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest > 0 ? centred.map((value) => value / largest) : centred;
}
