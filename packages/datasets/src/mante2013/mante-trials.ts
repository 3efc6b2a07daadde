import { checkInteger, checkNumber, FileFormatError } from '@lrsim/core';
import { gaussianSmoothed, rebinnedCounts, type UnitTrials } from '../recipe/index.js';
import type { DataFiles } from '../types.js';
import { type ManteConditionOrder, manteConditionLabel, manteConditions } from './conditions.js';
import { manteFiles } from './mante2013.js';
import { readManteUnit } from './read-unit.js';
import { conditionsOfTrials } from './trial-conditions.js';

/** How single trials of Mante et al. 2013 are read. */
export interface ManteTrialsOptions {
  /** Width of the bins (ms) (default 15). */
  readonly binMs?: number;
  /** SD of a Gaussian (ms) that trials are smoothed with (default 0, none). */
  readonly smoothingMs?: number;
  /** Order of the conditions (default `choice`). */
  readonly order?: ManteConditionOrder;
}

/**
 * The correct trials of each unit of Mante et al. 2013 as rates (Hz) in bins from 100 ms after the onset of the dots on, with the labels of
 * their conditions: for averages of fewer trials, reliabilities and noise floors. A unit whose trials have no conditions has none.
 *
 * @throws FileFormatError for a damaged file, or where there is no unit file.
 */
export function manteTrials(
  files: DataFiles,
  { binMs = 15, smoothingMs = 0, order = 'choice' }: ManteTrialsOptions = {},
): UnitTrials[] {
  checkInteger('manteTrials', 'binMs', binMs);
  checkNumber('manteTrials', 'smoothingMs', smoothingMs, 0);
  const conditions = manteConditions(order);
  const labels = conditions.map(manteConditionLabel);
  const names = manteFiles(files.keys());
  if (names.length === 0) throw new FileFormatError('manteTrials: there is no .mat file; expected one per unit');
  return names.map((file) => {
    const unit = readManteUnit(files.get(file) as Uint8Array, file);
    const { conditionOf } = conditionsOfTrials(unit, conditions);
    const samples = unit.counts.shape[1];
    const counts = rebinnedCounts(unit.counts.data, samples, binMs);
    const bins = Math.floor(samples / binMs);
    const correct = [...conditionOf.keys()].filter((trial) => conditionOf[trial] >= 0);
    const rates = new Float64Array(correct.length * bins);
    correct.forEach((trial, row) => {
      for (let bin = 0; bin < bins; bin++) rates[row * bins + bin] = (counts[trial * bins + bin] * 1000) / binMs;
    });
    return {
      name: unit.name,
      values: gaussianSmoothed(rates, bins, smoothingMs / binMs),
      bins,
      conditions: correct.map((trial) => labels[conditionOf[trial]]),
    };
  });
}
