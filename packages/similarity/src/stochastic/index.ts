// Stochastic shape distances: of distributions of responses, not of mean responses

export { energyStochasticDistance, fitEnergyStochastic } from './energy.js';
export {
  fitGaussianProcess,
  fitGaussianStochastic,
  gaussianProcessDistance,
  gaussianStochasticDistance,
} from './gaussian.js';
export { energyStochastic, gaussianStochastic } from './stochastic-measures.js';
export type {
  AlignmentGroup,
  AlignmentSearch,
  EnergyEstimator,
  EnergyStochasticOptions,
  GaussianInput,
  GaussianProcessOptions,
  GaussianStochasticOptions,
  StochasticFit,
} from './types.js';
