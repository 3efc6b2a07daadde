// A whole study

export { loadCheckpoint, saveCheckpoint } from './checkpoint.js';
// Comparing a network with a recording
export { type Comparison, compareWith } from './comparison.js';
export { type CurveGroup, curvesFigure } from './curves-figure.js';
// One run of it, step by step
export { createExperiment } from './experiment.js';
export { studyFigures } from './figures.js';
export { type CurvePoint, distanceAtAccuracy } from './matched-accuracy.js';
export { type Plotter, renderFigure } from './render-figure.js';
export type { MatchedRule, RunResult, Spread, StudyResults } from './results.js';
export { resultsTable } from './results-table.js';
export { type StudySettings, type StudySettingsInput, settingsJsonSchema, studySettings } from './settings.js';
export { snapshotUpdates } from './snapshot-updates.js';
export { runStudy, type StudyOptions, type StudyProgress } from './study.js';
export { analysisActivity, takeSnapshot } from './take-snapshot.js';
export { advance, initialState } from './train.js';

// Types
export type { Experiment, LossRecord, RunKey, RunState, Snapshot } from './types.js';
