/** Numbers with masses, in ascending order. */
export interface Line {
  readonly values: Float64Array;
  /** Mass up to and with each value; the last is 1. */
  readonly cumulative: Float64Array;
}

/** Sorts numbers with masses that sum to 1. */
export function lineOf(values: Float64Array, masses: Float64Array): Line {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const cumulative = new Float64Array(values.length);
  let sum = 0;
  order.forEach((from, at) => {
    sum += masses[from];
    cumulative[at] = sum;
  });
  cumulative[cumulative.length - 1] = 1;
  return { values: Float64Array.from(order, (from) => values[from]), cumulative };
}

/** Squared 2-Wasserstein distance between numbers with masses: the mean squared difference of their quantiles. */
export function squaredWasserstein(a: Line, b: Line): number {
  let [i, j, done, sum] = [0, 0, 0, 0];
  while (i < a.values.length && j < b.values.length) {
    const until = Math.min(a.cumulative[i], b.cumulative[j]);
    const difference = a.values[i] - b.values[j];
    sum += Math.max(0, until - done) * difference * difference;
    done = Math.max(done, until);
    if (a.cumulative[i] <= until) i++;
    if (b.cumulative[j] <= until) j++;
  }
  return sum;
}
