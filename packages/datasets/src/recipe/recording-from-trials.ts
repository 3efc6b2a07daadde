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
 * Units are read one at a time, so that they may be a stream of more than fits into memory; their binned trials are kept unless
 * `keepTrials` is false.
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
  const { window, grouping, smoothingMs = 0, smoothOver, keepTrials = true } = options;
  checkNumber('recordingFromSpikes', 'smoothingMs', smoothingMs, 0);
  const read: AveragedUnit[] = [];
  for await (const unit of units)
    read.push(averaged(unitTrials(unit, trials, window, grouping, smoothingMs, smoothOver), keepTrials));
  return recordingFromAverages(read, binCentresMs(window), options);
}

/**
 * A recording from single trials of its units that are binned already (Hz): averaged by condition.
 *
 * @param timeMs - centre of each bin relative to the event.
 * @throws ArgumentError where no unit has `minTrials` trials with a value in every bin of every condition.
 */
export const recordingFromTrials = (
  units: readonly UnitTrials[],
  timeMs: Float64Array,
  options: AveragingOptions,
): RecordingFromTrials =>
  recordingFromAverages(
    units.map((unit) => averaged(unit, options.keepTrials ?? true)),
    timeMs,
    options,
  );

/** What concerns trials that are binned, grouped and smoothed already. */
type AveragingOptions = Omit<RecordingFromTrialsOptions, 'grouping' | 'smoothingMs' | 'smoothOver'>;

/** The averages of a unit in the conditions that it has. */
interface AveragedUnit {
  readonly name: string;
  readonly bins: number;
  readonly labels: readonly string[];
  readonly averages: TrialAverages;
  readonly trials?: UnitTrials;
}

function averaged(unit: UnitTrials, keepTrials: boolean): AveragedUnit {
  const { name, bins } = unit;
  const labels = sortedLabels(unit.conditions);
  return { name, bins, labels, averages: averageTrials(unit, labels), ...(keepTrials ? { trials: unit } : {}) };
}

/** Averages in other conditions; NaN of no trial in those the unit has not. */
function inConditions({ labels: own, averages, bins }: AveragedUnit, labels: readonly string[]): TrialAverages {
  const means = new Float64Array(labels.length * bins).fill(Number.NaN);
  const counts = new Float64Array(labels.length);
  own.forEach((label, from) => {
    const to = labels.indexOf(label);
    means.set(averages.means.subarray(from * bins, (from + 1) * bins), to * bins);
    counts[to] = averages.counts[from];
  });
  return { means, counts };
}

function recordingFromAverages(
  units: readonly AveragedUnit[],
  timeMs: Float64Array,
  { name, window, minTrials = 1, minRateHz = 0, provenance }: AveragingOptions,
): RecordingFromTrials {
  const where = 'recordingFromTrials';
  checkInteger(where, 'minTrials', minTrials);
  checkNumber(where, 'minRateHz', minRateHz, 0);
  if (units.length === 0) throw new ArgumentError(`${where}: units is empty; expected at least one`);
  const labels = sortedLabels(units.flatMap((unit) => unit.labels));
  const kept: { unit: AveragedUnit; averages: TrialAverages }[] = [];
  const dropped: DroppedUnit[] = [];
  for (const unit of units) {
    const averages = inConditions(unit, labels);
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
  return { recording, dropped, trials: kept.flatMap(({ unit }) => unit.trials ?? []) };
}

/** Different labels, with their numbers in order of size. */
const sortedLabels = (labels: readonly string[]): string[] =>
  [...new Set(labels)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

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
