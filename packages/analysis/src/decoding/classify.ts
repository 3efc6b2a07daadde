import { type MatrixInput, type NdArray, toMatrix } from '@lrsim/core';
import { largestColumns } from './classes.js';
import { linearOutputs } from './ridge-regression.js';
import type { Label, LinearClassifier } from './types.js';

/**
 * The class of each trial and the probabilities of all classes, [trials, classes]: the softmax of the linear scores.
 *
 * @throws ArgumentError for another number of units than the classifier was fitted to, or NaN.
 */
export function classify<L extends Label>(
  classifier: LinearClassifier<L>,
  x: MatrixInput,
): { readonly labels: L[]; readonly probabilities: NdArray } {
  const scores = linearOutputs('classify', toMatrix('classify', 'x', x), classifier);
  const { rows, columns, data } = scores;
  const best = largestColumns(scores);
  const probabilities = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += Math.exp(data[i * columns + k] - data[i * columns + best[i]]);
    for (let k = 0; k < columns; k++)
      probabilities[i * columns + k] = Math.exp(data[i * columns + k] - data[i * columns + best[i]]) / sum;
  }
  return {
    labels: Array.from(best, (k) => classifier.classes[k]),
    probabilities: { data: probabilities, shape: [rows, columns] },
  };
}
