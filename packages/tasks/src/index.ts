// Defining a task
export * from './definition/index.js';
export { definedTasks } from './defined-tasks.js';

// Tasks
export * from './yang2019/index.js';
export { centreOutReach } from './centre-out-reach.js';
export { contextDecision } from './context-decision.js';
// Scores
export { type BatchMean, crossEntropy } from './cross-entropy.js';
export { decisionAccuracy } from './decision-accuracy.js';
export { evidenceAccumulation } from './evidence-accumulation.js';
export { normalisedError } from './normalised-error.js';
export { type RecalledChoice, recalledChoice } from './recalled-choice.js';
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
  EvidenceAccumulationOptions,
  MeasuredScore,
  ReachTrial,
  RecordedBehaviour,
} from './types.js';
