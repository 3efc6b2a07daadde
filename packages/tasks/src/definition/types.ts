import type { Rng, TrialBatch } from '@lrsim/core';
import type { AnalysedTask, MeasuredScore } from '../types.js';
import type { Variables } from './conditions.js';
import type { Duration } from './durations.js';
import type { TrialReader } from './trial-reader.js';
import type { TrialWriter } from './trial-writer.js';

/** White noise on some channels during some periods. */
export interface NoiseDefinition {
  /** SD of a step of 1 ms: a step of dt ms has sigma / sqrt(dt). */
  readonly sigma: number;
  /** Names of input channels. */
  readonly channels: readonly string[];
  /** Default: the whole trial. */
  readonly periods?: readonly string[];
}

/** What a task is; everything else follows from it. V are the variables of a trial, by which conditions differ. */
export interface TaskDefinition<V extends Variables = Variables> {
  readonly name: string;
  /** Where the task is from. */
  readonly source: string;
  /** Duration of a step unless asked otherwise (ms). */
  readonly dtMs: number;
  /** Input channels by name, in order, with how many units each has. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Classification: a name for each class, the first of them that of doing nothing. Regression: how many outputs. */
  readonly outputs: readonly string[] | number;
  /** Every condition; a trial's is drawn uniformly. */
  readonly conditions: readonly V[];
  /** Adds what a trial draws beyond its condition. Without it the variables are those of the condition. */
  draw?(condition: V, rng: Rng): V;
  /** Periods in order with their durations (ms), perhaps different from trial to trial. */
  readonly periods: Readonly<Record<string, Duration | ((variables: V) => Duration)>>;
  readonly noise?: NoiseDefinition;
  /** Writes what the network sees and should do. Everything not written is 0, and class 0. */
  trial(trial: TrialWriter, variables: V, rng: Rng): void;
  /** Periods at whose last step the choice is read; the trial is right if all of them are. Default: the last period. */
  readonly response?: readonly string[];
  /** The period a recording is aligned to; default: the second one. */
  readonly event?: string;
  /** True where every trial is the same. */
  readonly deterministic?: boolean;
  /** Fraction of trials right for a network that knows the task but not the stimuli; of classification. */
  readonly chance?: number;
  /**
   * The answer that the noiseless inputs call for, as the targets have it: a check of the definition. One for each response; NaN
   * where the stimuli leave it open. Of timing, the step at which the response begins.
   */
  answer?(reader: TrialReader): number | readonly number[] | { readonly goAt: number };
  /** Another score than the fraction of trials right (classification), or 1 minus the normalised error (regression). */
  score?(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore;
}

/** What can be changed of any task without changing what it is. */
export interface TaskSettings {
  /** Duration of a step (ms): noise and the number of steps follow. */
  readonly dtMs?: number;
  /** Other durations of some periods (ms). */
  readonly timing?: Readonly<Record<string, Duration>>;
  /** Another sigma of the noise; 0 for none. */
  readonly sigma?: number;
}

/** A task made from a definition. */
export interface DefinedTask extends AnalysedTask {
  readonly source: string;
  /** Names of the classes; empty for regression. */
  readonly classes: readonly string[];
  /** First unit and number of units of each input channel. */
  readonly channels: Readonly<Record<string, readonly [first: number, count: number]>>;
  /** The variables of each condition, by index. */
  readonly conditions: readonly Readonly<Record<string, number | string>>[];
  /** Periods at whose last step the choice is read. */
  readonly response: readonly string[];
  readonly chance: number | undefined;
  /** Whether every trial is the same. */
  readonly deterministic: boolean;
  /** Whether the score is the fraction of trials with the right choice at the end of every response. */
  readonly scoresChoices: boolean;
  readonly noise: NoiseDefinition | undefined;
  /** Trials of these conditions, in this order. */
  sampleConditions(rng: Rng, chosen: readonly number[]): TrialBatch;
  /** Whether each trial's noiseless inputs call for its targets, and how many responses were compared; undefined where the definition has no `answer`. */
  checkAnswers(batch: TrialBatch): { readonly right: number; readonly responses: number } | undefined;
  /** The same task with other settings. */
  with(settings: TaskSettings): DefinedTask;
}
