// Tasks
export { centreOutReach } from './centre-out-reach.js';
export { contextDecision } from './context-decision.js';
// Scores
export { type BatchMean, crossEntropy } from './cross-entropy.js';
export { decisionAccuracy } from './decision-accuracy.js';
export { normalisedError } from './normalised-error.js';
// Tasks by name
export { createTask, reachOfRecording, tasks } from './tasks.js';
// Types
export type {
  AnalysedTask,
  AnalysisWindow,
  CentreOutReachOptions,
  CentreOutReachTask,
  ContextDecisionOptions,
  ContextDecisionTask,
  DecisionAccuracy,
  MeasuredScore,
  ReachTrial,
  RecordedBehaviour,
} from './types.js';
