/**
 * Ranks of values, scaled to [-1/2, 1/2] and centred; equal values share the mean of their ranks, so that values that are all
 * equal have rank 0.
 *
 * @param values - two or more.
 */
export function centredRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, k) => k).sort((p, q) => values[p] - values[q]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]] === values[order[from]]) to++;
    for (let k = from; k <= to; k++) ranks[order[k]] = (from + to) / 2 / (order.length - 1) - 0.5;
    from = to + 1;
  }
  return ranks;
}
