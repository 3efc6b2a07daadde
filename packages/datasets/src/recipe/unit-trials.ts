import { ArgumentError, lookUp } from '@lrsim/core';
import { alignedCounts, binsOf } from './aligned-counts.js';
import { gaussianSmoothed, kernelRadius } from './gaussian-smoothed.js';
import { groupTrials } from './group-trials.js';
import type { AlignmentWindow, Grouping, SmoothedSpan, TrialTable, UnitSpikes, UnitTrials } from './types.js';

/** The single trials of a unit as rates (Hz) around the event, smoothed if asked for, with their conditions. */
export function unitTrials(
  unit: UnitSpikes,
  shared: TrialTable | undefined,
  window: AlignmentWindow,
  grouping: Grouping,
  smoothingMs = 0,
  smoothOver: SmoothedSpan = 'window',
): UnitTrials {
  const table = unit.trials ?? shared;
  if (!table)
    throw new ArgumentError(
      `unitTrials: unit ${unit.name} has no trials, and none are given for all; expected a table`,
    );
  const { rows, conditions } = groupTrials(table, grouping);
  const events = lookUp('column of trials', table, window.event);
  const times = rows.map((row) => Number(events[row]));
  const bins = binsOf(window);
  const { binMs } = window;
  const margin = lookUp(
    'span to smooth over',
    { window: 0, surroundings: kernelRadius(smoothingMs / binMs) },
    smoothOver,
  );
  const wider = { ...window, fromMs: window.fromMs - margin * binMs, toMs: window.fromMs + (bins + margin) * binMs };
  const rates = alignedCounts(unit, times, wider).map((count) => (count * 1000) / binMs);
  const smoothed = gaussianSmoothed(rates, bins + 2 * margin, smoothingMs / binMs);
  return { name: unit.name, values: withoutMargins(smoothed, bins, margin), bins, conditions };
}

/** The middle `bins` of every row. */
function withoutMargins(rows: Float64Array, bins: number, margin: number): Float64Array {
  if (margin === 0) return rows;
  const width = bins + 2 * margin;
  const middle = new Float64Array((rows.length / width) * bins);
  for (let row = 0; row * width < rows.length; row++)
    middle.set(rows.subarray(row * width + margin, row * width + margin + bins), row * bins);
  return middle;
}
