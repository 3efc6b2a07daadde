import { ArgumentError, lookUp } from '@lrsim/core';
import { alignedCounts, binsOf } from './aligned-counts.js';
import { gaussianSmoothed } from './gaussian-smoothed.js';
import { groupTrials } from './group-trials.js';
import type { AlignmentWindow, Grouping, TrialTable, UnitSpikes, UnitTrials } from './types.js';

/** The single trials of a unit as rates (Hz) around the event, smoothed if asked for, with their conditions. */
export function unitTrials(
  unit: UnitSpikes,
  shared: TrialTable | undefined,
  window: AlignmentWindow,
  grouping: Grouping,
  smoothingMs = 0,
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
  const counts = alignedCounts(unit, times, window);
  const rates = counts.map((count) => (count * 1000) / window.binMs);
  return { name: unit.name, values: gaussianSmoothed(rates, bins, smoothingMs / window.binMs), bins, conditions };
}
