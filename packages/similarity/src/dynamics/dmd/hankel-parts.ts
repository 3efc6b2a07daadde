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
  const storage = new Float64Array(Math.min(total, Math.max(1, Math.floor(PART / columns))) * columns);
  const past = (nDelays - 1) * delayInterval;
  let to = 0;
  for (const [k, { data, columns: units }] of trials.entries())
    for (let t = 0; t < lengths[k]; t++) {
      for (let d = 0; d < nDelays; d++) {
        const from = (t + past - d * delayInterval) * units;
        for (let j = 0; j < units; j++) storage[to++] = data[from + j];
      }
      if (to < storage.length) continue;
      yield { rows: to / columns, columns, data: storage };
      to = 0;
    }
  if (to > 0) yield { rows: to / columns, columns, data: storage.subarray(0, to) };
}
