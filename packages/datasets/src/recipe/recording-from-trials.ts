import { ArgumentError, checkInteger, checkNumber, type Recording } from '@lrsim/core';
import { checkRecording } from '../check-recording.js';
import type { DroppedUnit } from '../types.js';
import { binCentresMs } from './aligned-counts.js';
import { averageTrials, type TrialAverages } from './average-trials.js';
import type { RecordingFromTrials, RecordingFromTrialsOptions, TrialTable, UnitSpikes, UnitTrials } from './types.js';
import { unitTrials } from './unit-trials.js';

/**
 * A recording from any lab's spikes and trial table: aligned, binned, smoothed, averaged by condition, with the units that have too few
 * trials or spikes left out.
 *
 * Units are read one at a time, so that they may be a stream of more than fits into memory; their binned trials are kept.
 *
 * @param units - spike times of each unit.
 * @param trials - the trial table; not needed where every unit has its own.
 * @throws ArgumentError for columns that do not exist, a window without bins, or where no unit is left.
 */
export async function recordingFromSpikes(
  units: Iterable<UnitSpikes> | AsyncIterable<UnitSpikes>,
  trials: TrialTable | undefined,
  options: RecordingFromTrialsOptions,
): Promise<RecordingFromTrials> {
  const { window, grouping, smoothingMs = 0, smoothOver } = options;
  checkNumber('recordingFromSpikes', 'smoothingMs', smoothingMs, 0);
  const read: UnitTrials[] = [];
  for await (const unit of units) read.push(unitTrials(unit, trials, window, grouping, smoothingMs, smoothOver));
  return recordingFromTrials(read, binCentresMs(window), options);
}

/**
 * A recording from single trials of its units that are binned already (Hz): averaged by condition.
 *
 * @param timeMs - centre of each bin relative to the event.
 * @throws ArgumentError where no unit has `minTrials` trials with a value in every bin of every condition.
 */
export function recordingFromTrials(
  units: readonly UnitTrials[],
  timeMs: Float64Array,
  {
    name,
    window,
    minTrials = 1,
    minRateHz = 0,
    provenance,
  }: Omit<RecordingFromTrialsOptions, 'grouping' | 'smoothingMs' | 'smoothOver'>,
): RecordingFromTrials {
  const where = 'recordingFromTrials';
  checkInteger(where, 'minTrials', minTrials);
  checkNumber(where, 'minRateHz', minRateHz, 0);
  if (units.length === 0) throw new ArgumentError(`${where}: units is empty; expected at least one`);
  const labels = [...new Set(units.flatMap(({ conditions }) => conditions))].sort(naturally);
  const kept: { unit: UnitTrials; averages: TrialAverages }[] = [];
  const dropped: DroppedUnit[] = [];
  for (const unit of units) {
    const averages = averageTrials(unit, labels);
    const reason = whyDropped(averages, labels, minTrials, minRateHz, unit.bins);
    if (reason) dropped.push({ unit: unit.name, reason });
    else kept.push({ unit, averages });
  }
  if (kept.length === 0)
    throw new ArgumentError(
      `${where}: none of ${units.length} units can be kept; first, ${dropped[0].unit}: ${dropped[0].reason}`,
    );
  const recording: Recording = {
    name,
    rates: interleaved(
      kept.map(({ averages }) => averages.means),
      labels.length,
      timeMs.length,
    ),
    timeMs,
    event: window.event,
    units: kept.map(({ unit }) => unit.name),
    conditions: labels,
    trialCounts: interleaved(
      kept.map(({ averages }) => averages.counts),
      labels.length,
    ),
    behaviour: {},
    provenance,
  };
  checkRecording(recording, where);
  return { recording, dropped, trials: kept.map(({ unit }) => unit) };
}

/** Labels with their numbers in order of size. */
const naturally = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

function whyDropped(
  { means, counts }: TrialAverages,
  labels: readonly string[],
  minTrials: number,
  minRateHz: number,
  bins: number,
): string | undefined {
  const few = labels.filter((_, condition) => counts[condition] < minTrials);
  if (few.length > 0)
    return `fewer than ${minTrials} trials in ${few.slice(0, 3).join('; ')}${few.length > 3 ? ` and ${few.length - 3} more` : ''}`;
  const missing = means.findIndex(Number.isNaN);
  if (missing >= 0) return `no trial with a value in bin ${missing % bins} of ${labels[Math.floor(missing / bins)]}`;
  const rate = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  return rate < minRateHz ? `a mean rate of ${rate.toPrecision(3)} Hz, below ${minRateHz}` : undefined;
}

/** Arrays of units [conditions, ...rest] as one [conditions, ...rest, units]. */
function interleaved(units: readonly Float64Array[], conditions: number, bins?: number) {
  const data = new Float64Array(units[0].length * units.length);
  units.forEach((values, unit) => {
    for (let at = 0; at < values.length; at++) data[at * units.length + unit] = values[at];
  });
  return { data, shape: bins === undefined ? [conditions, units.length] : [conditions, bins, units.length] };
}
