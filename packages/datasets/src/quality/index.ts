// How good a recording is

export { type OverviewOptions, overviewFigure } from './overview-figure.js';
export { type HalfReliability, splitHalfReliability } from './split-half-reliability.js';
export { type AveragingPoint, type TrialAveragingOptions, trialAveragingCurve } from './trial-averaging-curve.js';
