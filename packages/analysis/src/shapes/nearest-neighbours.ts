import { ArgumentError, checkInteger, type MatrixInput, toMatrix } from '@lrsim/core';
import { readDistances } from '../read-distances.js';

/** A label of an item. */
type Label = string | number;

/**
 * The label of each new item by vote of its k nearest known items.
 *
 * Equal votes are settled by the smaller sum of distances, then by the nearer first item of each label.
 *
 * @param distances - new items x known items.
 * @param labels - of the known items.
 * @param options.k - neighbours that vote, no more than there are. Default 1.
 * @throws ArgumentError where there is not one label for each known item, or NaN.
 * @source Cover & Hart 1967 (IEEE Trans. Inf. Theory 13:21).
 */
export function nearestNeighbours<L extends Label>(
  distances: MatrixInput,
  labels: readonly L[],
  { k = 1 }: { readonly k?: number } = {},
): L[] {
  checkInteger('nearestNeighbours', 'k', k);
  const { rows, columns, data } = toMatrix('nearestNeighbours', 'distances', distances);
  checkLabels('nearestNeighbours', labels, columns);
  return Array.from({ length: rows }, (_, i) => vote(data.subarray(i * columns, (i + 1) * columns), labels, k));
}

/**
 * How often items are told right by their k nearest others: leave-one-out classification on a distance matrix.
 *
 * @param distances - items x items, symmetric, such as a pairwise matrix of networks.
 * @param labels - of the items, such as the learning rule of each network.
 * @throws ArgumentError for a matrix that is not one of distances, one item, or labels that are not as many.
 */
export function leaveOneOutNeighbours<L extends Label>(
  distances: MatrixInput,
  labels: readonly L[],
  { k = 1 }: { readonly k?: number } = {},
): { readonly predicted: L[]; readonly accuracy: number } {
  checkInteger('leaveOneOutNeighbours', 'k', k);
  const { rows, data } = readDistances('leaveOneOutNeighbours', distances);
  checkLabels('leaveOneOutNeighbours', labels, rows);
  if (rows < 2) throw new ArgumentError('leaveOneOutNeighbours: distances has 1 item; expected at least 2');
  const predicted = labels.map((_, i) =>
    vote(
      data.subarray(i * rows, (i + 1) * rows).filter((_, j) => j !== i),
      labels.filter((_, j) => j !== i),
      k,
    ),
  );
  return { predicted, accuracy: predicted.filter((label, i) => label === labels[i]).length / rows };
}

function checkLabels(where: string, labels: readonly Label[], items: number): void {
  if (labels.length !== items)
    throw new ArgumentError(`${where}: labels has ${labels.length} labels; expected ${items}, one for each known item`);
}

function vote<L extends Label>(distances: Float64Array, labels: readonly L[], k: number): L {
  const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
  const tally = new Map<L, { votes: number; sum: number }>();
  for (const at of order.slice(0, k)) {
    const { votes, sum } = tally.get(labels[at]) ?? { votes: 0, sum: 0 };
    tally.set(labels[at], { votes: votes + 1, sum: sum + distances[at] });
  }
  const [[winner]] = [...tally].sort(([, a], [, b]) => b.votes - a.votes || a.sum - b.sum);
  return winner;
}
