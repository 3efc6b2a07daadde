import type { Recording } from '@lrsim/core';
import type { DroppedUnit } from '../types.js';

/** Spikes of one unit. */
export interface UnitSpikes {
  readonly name: string;
  /** Spike times (s), ascending. */
  readonly spikeTimes: ArrayLike<number>;
  /** Intervals [start, end] (s) in which the unit was recorded, ascending; default always. Outside spikes are missing, not absent. */
  readonly observed?: readonly (readonly [start: number, end: number])[];
  /** Its own trials, where units were recorded one after another; default those of the table given for all. */
  readonly trials?: TrialTable;
}

/** Trials as a table: columns by name, as long as there are trials. Times in s; NaN where there was none. */
export type TrialTable = Readonly<Record<string, ArrayLike<number | string>>>;

/** Which bins of time around which event. */
export interface AlignmentWindow {
  /** Column of event times (s). */
  readonly event: string;
  /** From and to, relative to the event (ms). */
  readonly fromMs: number;
  readonly toMs: number;
  /** Width of a bin (ms). */
  readonly binMs: number;
}

/** What makes trials the same condition. */
export interface Grouping {
  /** Columns whose equal values make a condition. */
  readonly by: readonly string[];
  /** Those of them that are taken by rank, 0 up, since their values differ from session to session. */
  readonly ranked?: readonly string[];
  /** Numbers closer than this are the same (default 1e-6). */
  readonly tolerance?: number;
  /** Trials that count; default all. */
  readonly keep?: (trial: Readonly<Record<string, number | string>>) => boolean;
}

/** Single trials of one unit, in bins around the event. */
export interface UnitTrials {
  readonly name: string;
  /** Spike counts, or rates, [trials, bins]; NaN where the unit was not recorded. */
  readonly values: Float64Array;
  readonly bins: number;
  /** Condition label of each trial. */
  readonly conditions: readonly string[];
}

/** What a trial is smoothed over. */
export type SmoothedSpan = 'window' | 'surroundings';

/** Options of a recording made from trials. */
export interface RecordingFromTrialsOptions {
  readonly name: string;
  readonly window: AlignmentWindow;
  readonly grouping: Grouping;
  /** SD of a Gaussian (ms) that trials are smoothed with; 0 for none (default). */
  readonly smoothingMs?: number;
  /**
   * What a trial is smoothed over: its `window` (default), whose ends are mirrored, or its `surroundings`: the 4 SD before and after
   * the window are counted, too, and cut off once they have been smoothed.
   */
  readonly smoothOver?: SmoothedSpan;
  /** Trials that a unit needs in every condition (default 1). */
  readonly minTrials?: number;
  /** Mean rate (Hz) below which a unit is left out (default 0). */
  readonly minRateHz?: number;
  /**
   * Whether single trials are kept beside the averages (default true). Without them a unit takes the memory of its averages alone, so
   * that many more units and trials fit.
   */
  readonly keepTrials?: boolean;
  readonly provenance: Recording['provenance'];
}

/** A recording with what it was made of. */
export interface RecordingFromTrials {
  readonly recording: Recording;
  readonly dropped: readonly DroppedUnit[];
  /** Single trials of the units kept, as rates (Hz), smoothed as the recording; none without `keepTrials`. */
  readonly trials: readonly UnitTrials[];
}
