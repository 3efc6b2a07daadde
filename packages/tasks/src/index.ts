// Defining a task

// Tasks
export { centreOutReach } from './centre-out-reach.js';
export * from './computations/index.js';
export { contextDecision } from './context-decision.js';
// Scores
export { type BatchMean, crossEntropy } from './cross-entropy.js';
export { decisionAccuracy } from './decision-accuracy.js';
// Tasks by name
export { definedTasks } from './defined-tasks.js';
export * from './definition/index.js';
export { evidenceAccumulation } from './evidence-accumulation.js';
// Curves, tables and figures
export * from './figures/index.js';
export * from './literature/index.js';
export { type MazeReachOptions, mazeReach } from './maze-reach.js';
export * from './memory/index.js';
export * from './motor/index.js';
export { normalisedError } from './normalised-error.js';
export * from './perceptual/index.js';
export * from './psychrnn/index.js';
export * from './reasoning/index.js';
export { type RecalledChoice, recalledChoice } from './recalled-choice.js';
// Sequences and mixtures of tasks
export * from './schedules/index.js';
export * from './screen/index.js';
export { createTask, reachOfRecording, tasks } from './tasks.js';
export * from './timing/index.js';
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
export * from './yang2019/index.js';
