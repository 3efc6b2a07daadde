// Behaviour and trials to look at

export { type ConditionAccuracy, conditionAccuracies } from './condition-accuracies.js';
export { type CurvePoint, chronometricCurve, psychometricCurve } from './curves.js';
export { type FramesFigureOptions, framesFigure } from './frames-figure.js';
export { type TrialFigureOptions, trialFigure } from './trial-figure.js';
