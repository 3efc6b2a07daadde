import { ArgumentError, type Matrix } from '@lrsim/core';

/**
 * The median of the distances over all pairs of samples, the mean of the two middle ones for an even number of pairs.
 *
 * @throws ArgumentError where it is 0.
 */
export const medianOfPairs = (distances: Matrix, where: string, argument: string) =>
  middleOfPairs(distances, where, argument).reduce((sum, value) => sum + value / 2, 0);

/** The same, but the lower of the two middle ones. */
export const lowerMedianOfPairs = (distances: Matrix, where: string, argument: string) =>
  middleOfPairs(distances, where, argument)[0];

/** The two middle distances, one twice for an odd number of pairs. */
function middleOfPairs(distances: Matrix, where: string, argument: string): readonly [low: number, high: number] {
  const pairs = pairsOf(distances).sort();
  const middle = pairs.length / 2;
  const [low, high] = [pairs[Math.ceil(middle) - 1], pairs[Math.floor(middle)]];
  if (low === 0)
    throw new ArgumentError(
      `${where}: ${argument} has a median distance of 0 between its samples; expected more than half of the pairs to differ`,
    );
  return [low, high];
}

/** The elements above the diagonal of a square matrix, row after row. */
export function pairsOf({ rows, data }: Pick<Matrix, 'rows' | 'data'>): Float64Array {
  const pairs = new Float64Array((rows * (rows - 1)) / 2);
  for (let i = 0, at = 0; i < rows; i++) for (let j = i + 1; j < rows; j++) pairs[at++] = data[i * rows + j];
  return pairs;
}
