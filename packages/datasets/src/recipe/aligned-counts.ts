import { ArgumentError, checkNumber } from '@lrsim/core';
import type { AlignmentWindow, UnitSpikes } from './types.js';

/** Whole bins of a window. */
export function binsOf({ fromMs, toMs, binMs }: AlignmentWindow): number {
  const where = 'alignedCounts';
  checkNumber(where, 'binMs', binMs, Number.MIN_VALUE);
  checkNumber(where, 'fromMs', fromMs);
  checkNumber(where, 'toMs', toMs);
  const bins = Math.floor((toMs - fromMs) / binMs + 1e-9);
  if (bins < 1)
    throw new ArgumentError(
      `${where}: the window is ${fromMs} to ${toMs} ms; expected at least one bin of ${binMs} ms`,
    );
  return bins;
}

/** Centres of the bins relative to the event (ms). */
export const binCentresMs = (window: AlignmentWindow): Float64Array =>
  Float64Array.from({ length: binsOf(window) }, (_, k) => window.fromMs + (k + 0.5) * window.binMs);

/** Event times this close to a bin's edge (s) count as on it: rounding of times must not move a spike to another bin. */
const ROUNDING = 1e-9;

/**
 * Spike counts of a unit in bins whose edges are relative to each event, [events, bins]. A bin that reaches outside the intervals in
 * which the unit was recorded, and every bin of an event without a time, is NaN: missing, not silent.
 *
 * @param events - event times (s).
 * @throws ArgumentError for a window without a bin, or spike times that do not ascend.
 */
export function alignedCounts(
  { name, spikeTimes, observed }: Pick<UnitSpikes, 'name' | 'spikeTimes' | 'observed'>,
  events: ArrayLike<number>,
  window: AlignmentWindow,
): Float64Array {
  checkAscending(name, spikeTimes);
  const bins = binsOf(window);
  const [from, width] = [window.fromMs / 1000, window.binMs / 1000];
  const counts = new Float64Array(events.length * bins);
  for (let trial = 0; trial < events.length; trial++) {
    const start = events[trial] + from;
    const row = counts.subarray(trial * bins, (trial + 1) * bins);
    if (!Number.isFinite(start)) {
      row.fill(Number.NaN);
      continue;
    }
    for (let at = firstFrom(spikeTimes, start - ROUNDING); at < spikeTimes.length; at++) {
      const bin = Math.max(0, Math.floor((spikeTimes[at] - start + ROUNDING) / width));
      if (bin >= bins) break;
      row[bin]++;
    }
    if (observed) markMissing(row, start, width, observed);
  }
  return counts;
}

/** Bins not inside one recorded interval become NaN. */
function markMissing(
  row: Float64Array,
  start: number,
  width: number,
  observed: readonly (readonly [number, number])[],
): void {
  for (let bin = 0; bin < row.length; bin++) {
    const [left, right] = [start + bin * width, start + (bin + 1) * width];
    if (!observed.some(([begin, end]) => left >= begin - ROUNDING && right <= end + ROUNDING)) row[bin] = Number.NaN;
  }
}

/** The index of the first time at or after a moment. */
function firstFrom(times: ArrayLike<number>, moment: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkAscending(name: string, times: ArrayLike<number>): void {
  for (let i = 0; i < times.length; i++)
    if (!(i === 0 ? Number.isFinite(times[0]) : times[i] >= times[i - 1]))
      throw new ArgumentError(
        `alignedCounts: the spike times of unit ${name} have ${times[i]} at ${i}; expected finite ascending times (s)`,
      );
}
