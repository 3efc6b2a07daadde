import { checkInteger, FileFormatError, type Recording } from '@lrsim/core';
import { checkRecording } from '../check-recording.js';
import type { DataFiles, DroppedUnit } from '../types.js';
import { type ConditionSums, sumByCondition } from './condition-sums.js';
import { type ManteConditionOrder, manteConditionLabel, manteConditions } from './conditions.js';
import { readManteUnit } from './read-unit.js';

/** How the trials of Mante et al. 2013 become condition averages. */
export interface Mante2013Options {
  /** Width of the boxcar bins (ms); by default 15 as in the paper (50 bins), 50 in most analyses (15 bins). */
  readonly binMs?: number;
  /** Correct trials a unit needs in every condition to be kept; 1 by default. */
  readonly minTrials?: number;
  /** Order of the conditions, see ManteConditionOrder; `choice` by default. */
  readonly order?: ManteConditionOrder;
}

/** The recording, and the units that are not in it. */
export interface Mante2013 {
  readonly recording: Recording;
  readonly dropped: readonly DroppedUnit[];
}

/** Unit files among these names, sorted; hidden files (.DS_Store, ._copies) and other kinds are left out. */
export const manteFiles = (names: Iterable<string>): string[] =>
  [...names].filter((name) => /^[^.].*\.mat$/i.test(name)).sort();

/**
 * Condition averages of the prefrontal units of Mante et al. 2013, from their raw MATLAB files, one unit a file.
 *
 * Correct trials only, in 72 conditions: context x rank of motion x rank of colour coherence (the colour coherence in
 * the coordinate of the choice, stim_col2dir). Rates are spike counts in bins of `binMs` from the first sample on (100 ms
 * after the onset of the dots), averaged over trials (Hz); samples after the last whole bin are left out, nothing is
 * smoothed. Times are the mean of a bin's sample times. Units are in order of their file names.
 *
 * The units were recorded one after another: they share no trials, so that their noise is not correlated.
 *
 * @param files - the unit files by name; other files are ignored.
 * @returns the recording, and the units left out because a condition has fewer than `minTrials` correct trials.
 * @throws FileFormatError for a file that is damaged or not a unit, and where no unit is left.
 */
export function mante2013(
  files: DataFiles,
  { binMs = 15, minTrials = 1, order = 'choice' }: Mante2013Options = {},
): Mante2013 {
  checkInteger('mante2013', 'binMs', binMs);
  checkInteger('mante2013', 'minTrials', minTrials);
  const conditions = manteConditions(order);
  const labels = conditions.map(manteConditionLabel);
  const names = manteFiles(files.keys());
  if (names.length === 0) throw new FileFormatError('mante2013: there is no .mat file; expected one per unit');

  const kept: { name: string; sums: ConditionSums }[] = [];
  const dropped: DroppedUnit[] = [];
  let time: Float64Array | undefined;
  for (const file of names) {
    const unit = readManteUnit(files.get(file) as Uint8Array, file); // one at a time: the trials of all do not fit memory
    time ??= Float64Array.from(unit.time);
    if (time.length !== unit.time.length || !time.every((value, i) => Math.abs(value - unit.time[i]) < 1e-9))
      throw new FileFormatError(`mante2013: ${file} has other times than ${names[0]}; expected the same in all files`);
    if (binMs > time.length)
      throw new FileFormatError(
        `mante2013: ${file} has ${time.length} samples of 1 ms; expected at least binMs (${binMs})`,
      );
    const sums = sumByCondition(unit, conditions, binMs);
    const missing = labels.filter((_, condition) => sums.trials[condition] < minTrials);
    if (missing.length === 0) kept.push({ name: unit.name, sums });
    else
      dropped.push({
        unit: unit.name,
        reason:
          sums.problem ??
          `${minTrials === 1 ? 'no correct trial' : `fewer than ${minTrials} correct trials`} in ${listed(missing)}`,
      });
  }
  if (kept.length === 0 || !time)
    throw new FileFormatError(
      `mante2013: none of ${names.length} unit files has ${minTrials === 1 ? 'a correct trial' : `${minTrials} correct trials`} in every condition; first, ${dropped[0].unit}: ${dropped[0].reason}`,
    );

  const recording = {
    name: 'Mante 2013',
    event: 'stimulus onset',
    timeMs: binCentres(time, binMs),
    units: kept.map(({ name }) => name),
    conditions: labels,
    ...average(
      kept.map(({ sums }) => sums),
      labels.length,
      binMs,
    ),
    behaviour: {},
    provenance: provenanceOf(kept.length, dropped),
  };
  checkRecording(recording, 'mante2013');
  return { recording, dropped };
}

function average(units: readonly ConditionSums[], conditions: number, binMs: number) {
  const bins = units[0].spikes.length / conditions;
  const rates = new Float64Array(conditions * bins * units.length);
  const trialCounts = new Float64Array(conditions * units.length);
  units.forEach(({ spikes, trials }, unit) => {
    for (let condition = 0; condition < conditions; condition++) {
      trialCounts[condition * units.length + unit] = trials[condition];
      for (let row = condition * bins; row < (condition + 1) * bins; row++)
        rates[row * units.length + unit] = (spikes[row] / (trials[condition] * binMs)) * 1000;
    }
  });
  return {
    rates: { data: rates, shape: [conditions, bins, units.length] },
    trialCounts: { data: trialCounts, shape: [conditions, units.length] },
  };
}

function binCentres(seconds: Float64Array, binMs: number): Float64Array {
  return Float64Array.from({ length: Math.floor(seconds.length / binMs) }, (_, bin) => {
    const first = seconds[bin * binMs];
    const last = seconds[(bin + 1) * binMs - 1];
    // to the microsecond: the file's seconds are decimal fractions, and an axis should read 124.5, not 124.49999999999999
    return Math.round(((first + last) / 2) * 1e6) / 1e3;
  });
}

const listed = (labels: readonly string[], most = 3): string =>
  labels.slice(0, most).join('; ') + (labels.length > most ? `; and ${labels.length - most} more` : '');

function provenanceOf(units: number, dropped: readonly DroppedUnit[]): Recording['provenance'] {
  const without =
    dropped.length === 0
      ? ''
      : `; ${dropped.length} left out for missing conditions: ${listed(
          dropped.map(({ unit }) => unit),
          10,
        )}`;
  return {
    licence: 'none stated by the authors: cite, do not redistribute',
    citation:
      'Mante V, Sussillo D, Shenoy KV, Newsome WT (2013) Context-dependent computation by recurrent dynamics in prefrontal cortex. Nature 503:78-84. doi:10.1038/nature12742',
    source: `https://www.ini.uzh.ch/en/research/groups/mante/data.html (${units} ${units === 1 ? 'unit' : 'units'}${without})`,
    simulated: false,
  };
}
