import type { Floats, Loss, Metric, Params, Recording } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import type { AdamState, LeakyRule, RuleState } from '@lrsim/rules';
import type { AnalysedTask } from '@lrsim/tasks';
import type { Comparison } from './comparison.js';
import type { StudySettings } from './settings.js';

/** One training run of a study. */
export interface RunKey {
  readonly rule: string;
  readonly seed: number;
}

/** Everything a run needs, made from the settings of its study. */
export interface Experiment<F extends Floats = Floats> {
  readonly settings: StudySettings;
  readonly recording: Recording;
  readonly task: AnalysedTask;
  readonly network: LeakyNetwork<F>;
  readonly rule: LeakyRule;
  readonly seed: number;
  /** The loss without the activity penalty. */
  readonly loss: Loss;
  readonly comparison: Comparison;
  readonly metrics: readonly Metric<never>[];
}

/** What was measured at a snapshot, before the update of that number. */
export interface Snapshot {
  readonly update: number;
  /** Normalised accuracy on the analysis trials, without noise; what it means is the task's to say. */
  readonly accuracy: number;
  /** Further measures of the task, by name. */
  readonly measures: Readonly<Record<string, number>>;
  /** Distance to the recording by name of the metric. */
  readonly distances: Readonly<Record<string, number>>;
}

/** What was measured at an update. */
export interface LossRecord {
  /** The loss without the activity penalty. */
  readonly main: number;
  readonly penalty: number;
}

/** The state of a run before an update: everything needed to go on, as data. */
export interface RunState<F extends Floats = Floats> {
  /** Updates made. */
  readonly update: number;
  readonly params: Params<F>;
  readonly optimizer: AdamState;
  /** The learning rule's own state: named arrays, or null where it has none. */
  readonly ruleState: RuleState;
  /** Coefficient of the activity penalty. */
  readonly penalty: number;
  /** One per update made, and one for the evaluation after the last. */
  readonly losses: readonly LossRecord[];
  readonly snapshots: readonly Snapshot[];
  /** The weights at the snapshot of smallest distance (by the first metric). */
  readonly closest: { readonly update: number; readonly distance: number; readonly params: Params<F> } | undefined;
  /** Whether the last update was made and evaluated. */
  readonly done: boolean;
}
