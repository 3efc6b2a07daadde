export { eigenspectrum } from './eigenspectrum.js';
export { findFixedPoints } from './fixed-points.js';
export { lyapunovExponents } from './lyapunov.js';
export { rateNetworkMap } from './rate-network.js';
export type {
  DynamicalMap,
  Eigenspectrum,
  FixedPoint,
  FixedPointOptions,
  FixedPoints,
  LyapunovExponents,
  LyapunovOptions,
  RateActivation,
  RateNetworkOptions,
} from './types.js';
