import type { Matrix } from '@lrsim/core';

/** Numbers that a part of a Hankel matrix holds at most (one row at least), so that it stays in the cache. */
const PART = 1 << 17;

/** The rows of a Hankel matrix of these trials, those of the first trial first, without storage for all of them. */
export interface HankelRows {
  readonly trials: readonly Matrix[];
  /** Rows of each trial. */
  readonly lengths: readonly number[];
  readonly columns: number;
  readonly nDelays: number;
  readonly delayInterval: number;
}

/** The rows from the first on in parts; each is overwritten by the next. */
export function* hankelParts({ trials, lengths, columns, nDelays, delayInterval }: HankelRows): Generator<Matrix> {
  const total = lengths.reduce((sum, rows) => sum + rows, 0);
  const most = Math.min(total, Math.max(1, Math.floor(PART / columns)));
  const storage = new Float64Array(most * columns);
  let filled = 0;
  for (const [k, trial] of trials.entries())
    for (let t = 0; t < lengths[k]; ) {
      const rows = Math.min(lengths[k] - t, most - filled);
      fillRows(storage, filled, trial, t, rows, nDelays, delayInterval);
      t += rows;
      filled += rows;
      if (filled < most) continue;
      yield { rows: filled, columns, data: storage };
      filled = 0;
    }
  if (filled > 0) yield { rows: filled, columns, data: storage.subarray(0, filled * columns) };
}

/** Writes rows of a trial from time t on. Apart from the generator, whose loops are not made fast. */
function fillRows(
  storage: Float64Array,
  filled: number,
  { data, columns: units }: Matrix,
  t: number,
  rows: number,
  nDelays: number,
  delayInterval: number,
): void {
  const past = (nDelays - 1) * delayInterval;
  let to = filled * nDelays * units;
  for (let row = t; row < t + rows; row++)
    for (let d = 0; d < nDelays; d++) {
      const from = (row + past - d * delayInterval) * units;
      for (let j = 0; j < units; j++) storage[to++] = data[from + j];
    }
}
