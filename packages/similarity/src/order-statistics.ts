/** Values of which the bracket of a place is estimated. */
const SAMPLE = 2048;
/** Half the width of that bracket in standard errors of the sample's quantile. */
const ERRORS = 3;
/** Part of the values that there is room for between the two: twice what is expected at the median. */
const ROOM = 0.14;

/**
 * The values that sorting would put at two places, counted from 0, the second at or right after the first. Leaves the values as they
 * are: those near the places, as a sample of them shows, are picked out in one pass.
 */
export function orderStatistics(values: Float64Array, first: number, second: number): [number, number] {
  const [low, high] = values.length > 4 * SAMPLE ? bracket(values, first) : [-Infinity, Infinity];
  const near = new Float64Array(values.length > 4 * SAMPLE ? ROOM * values.length : values.length);
  let [below, count] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    // Without a branch that half of the values would mispredict.
    below += +(value < low);
    if (+(value >= low) & +(value <= high)) near[count++] = value;
  }
  // A sample that misled, as one of a repeating pattern can, costs time only.
  const misled = first < below || second >= below + count || count > near.length;
  const picked = misled ? values.slice() : near.subarray(0, count);
  const [one, two] = [first, second].map((place) => (misled ? place : place - below));
  return [selected(picked, one), selected(picked, two)];
}

/** Two values that most likely have the one at the place between them. */
function bracket(values: Float64Array, place: number): [number, number] {
  const stride = values.length / SAMPLE;
  const sample = Float64Array.from({ length: SAMPLE }, (_, k) => values[Math.floor((k + 0.5) * stride)]).sort();
  const quantile = place / values.length;
  const centre = quantile * SAMPLE;
  const reach = ERRORS * Math.sqrt(SAMPLE * quantile * (1 - quantile)) + 1;
  const at = (index: number) => (index < 0 ? -Infinity : index >= SAMPLE ? Infinity : sample[index]);
  return [at(Math.floor(centre - reach)), at(Math.ceil(centre + reach))];
}

/** The value at one place, by quickselect; reorders the values. */
function selected(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place];
}
