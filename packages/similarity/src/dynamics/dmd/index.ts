// Dynamic mode decomposition

export { coarseGrain } from './coarse-grain.js';
export { delayEmbedding } from './delay-embedding.js';
export { dmd, dmdEigenvalues, embeddedOperator } from './dmd.js';
export { type ForecastErrors, forecastAic, forecastErrors } from './forecast-errors.js';
export { nonNormality, transientGrowth } from './non-normality.js';
export { predictDmd } from './predict.js';
export { cleanSpectrum, dmdResiduals, leastResidualSpectrum } from './residuals.js';
export { type DmdSweepOptions, type DmdSweepPoint, dmdSweep } from './sweep.js';
