import type { MatrixInput, Recording, Task, TaskScore, TrialBatch } from '@lrsim/core';

/** The steps of the analysis trials that are compared with a recording. */
export interface AnalysisWindow {
  /** First step compared. */
  readonly start: number;
  /** The step after the last one compared. */
  readonly end: number;
  /**
   * The step the comparison takes as time 0 of the recording's event. For the reach this is a convention of the paper,
   * 32 steps after the onset of the target movement itself: see `centreOutReach`.
   */
  readonly eventStep: number;
  /** What that event is, such as 'movement onset'. */
  readonly event: string;
}

/** A score with the task's further measures by name, for reports. */
export interface MeasuredScore extends TaskScore {
  readonly measures: Readonly<Record<string, number>>;
}

/** A task with the fixed trials on which a network is scored and compared with a recording. */
export interface AnalysedTask extends Task {
  /** Number of conditions; `TrialInfo.condition` is below it. */
  readonly nConditions: number;
  readonly analysisWindow: AnalysisWindow;
  /** One trial of each condition in order, with nothing left to chance; new arrays at every call. */
  analysisTrials(): TrialBatch;
  score(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore;
}

/** Signed coherences of the two stimuli of the context-dependent decision task. */
export interface ContextDecisionOptions {
  /** Motion coherences in [-1, 1] without 0; negative is left. */
  readonly motionCoherences?: readonly number[];
  /** Colour coherences in [-1, 1] without 0; negative is red. */
  readonly colourCoherences?: readonly number[];
}

/** The context-dependent decision task, whose conditions can be listed in full. */
export interface ContextDecisionTask extends AnalysedTask {
  /** One trial of every condition, in order: the batch the paper trains and analyses on. New arrays at every call. */
  allConditions(): TrialBatch;
}

/** How often the choice was right. */
export interface DecisionAccuracy {
  /** Fraction of the steps of the decision period at which the largest of all outputs is the target's. */
  readonly steps: number;
  /** Fraction of trials for which it is at the last of those steps. */
  readonly trials: number;
}

/** The movements a reach task asks for. */
export interface CentreOutReachOptions {
  /** The target of each output, [conditions, time]: in the paper the shoulder and the elbow angle. */
  readonly kinematics: readonly MatrixInput[];
  /** Time of each sample relative to movement onset (ms), in steps of 10 ms and including 0. */
  readonly timeMs: ArrayLike<number>;
  /** Direction of each condition (rad); by default evenly spaced from 0, counter-clockwise. */
  readonly directions?: ArrayLike<number>;
}

/** One reach trial: its condition, the steps before the cue, and the steps from the cue's end to the hold cue's. */
export type ReachTrial = readonly [condition: number, interval1: number, interval2: number];

/** The centre-out reach, whose trials can be given one by one. */
export interface CentreOutReachTask extends AnalysedTask {
  /** The batch of the trials described, of `steps` steps (default 300). Targets that outlast the trial are cut off. */
  fromSpecification(specification: readonly ReachTrial[], steps?: number): TrialBatch;
}

/** What a task can take from a recording; a `Recording` fits. */
export type RecordedBehaviour = Pick<Recording, 'timeMs' | 'behaviour'>;

/** The evidence accumulation task; times in ms. The defaults are those of Bellec et al. 2020. */
export interface EvidenceAccumulationOptions {
  /** 'spikes' (default): Poisson neurons in four groups. 'rates': four channels, for rate networks. */
  readonly coding?: 'spikes' | 'rates';
  /** Duration of a step; 1 by default, 10 for rates. */
  readonly dtMs?: number;
  /** Number of cues, odd; 7. */
  readonly nCues?: number;
  /** Silence before each cue; 50. */
  readonly silenceMs?: number;
  /** Duration of each cue; 100. */
  readonly cueMs?: number;
  /** From the end of the last cue to the recall; 1050, with the recall the 1200 ms of the paper. */
  readonly delayMs?: number;
  /** Duration of the recall; 150. */
  readonly recallMs?: number;
  /** Probability that a cue is on the better side; 0.7. */
  readonly cueProbability?: number;
  /** Spikes: neurons in each of the four groups; 10. */
  readonly inputsPerGroup?: number;
  /** Spikes: firing rate of a group during its cue or the recall; 40 Hz. */
  readonly activeHz?: number;
  /** Spikes: firing rate of the background; 10 Hz. */
  readonly backgroundHz?: number;
  /** Rates: SD of the noise in a step of 1 ms, divided by sqrt(dtMs); 1, an SD of 0.32 in steps of 10 ms. */
  readonly noise?: number;
}
