// From spikes and trials to a recording, step by step

export { alignedCounts, binCentresMs } from './aligned-counts.js';
export { averageTrials, type TrialAverages } from './average-trials.js';
export { gaussianSmoothed } from './gaussian-smoothed.js';
export { type GroupedTrials, groupTrials } from './group-trials.js';
export { softNormalised, withoutCrossConditionMean, zScored } from './normalise.js';
export { rebinnedCounts } from './rebinned-counts.js';
export { recordingFromSpikes, recordingFromTrials } from './recording-from-trials.js';
export type {
  AlignmentWindow,
  Grouping,
  RecordingFromTrials,
  RecordingFromTrialsOptions,
  TrialTable,
  UnitSpikes,
  UnitTrials,
} from './types.js';
export { unitTrials } from './unit-trials.js';
