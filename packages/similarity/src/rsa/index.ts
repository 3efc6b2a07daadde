export type { ComparableRdm } from './comparable.js';
export { compareAllRdms, compareRdms } from './compare.js';
export { rsaCompatibility } from './compatibility.js';
export { crossnobisRdm, crossRunDissimilarities, crossValidatedPoissonRdm } from './crossnobis.js';
export { rsaMeasures } from './measures.js';
export {
  conditionCovariance,
  type NoiseOptions,
  precisionOf,
  residualCovariance,
  trialCovariance,
} from './noise.js';
export { rdm } from './rdm.js';
export { condensedRdm, squareRdm, subsetRdm } from './rdm-input.js';
export { rdmMovie } from './rdm-movie.js';
export { rescaledMean, rescaleRdms } from './rescale.js';
export { pearsonRsa, rsa, whitenedRsa } from './rsa.js';
export { transformRdm, transformRdms } from './transforms.js';
export type {
  CompareRdmsOptions,
  CrossnobisOptions,
  Design,
  Label,
  NoiseEstimator,
  PoissonOptions,
  Rdm,
  RdmComparison,
  RdmInput,
  RdmKind,
  RdmMovieOptions,
  RdmOptions,
  RdmTransform,
  RescaleOptions,
  RsaOptions,
  RunPrecision,
  TransformOptions,
  UnbalancedOptions,
  WhiteningOptions as RdmWhiteningOptions,
} from './types.js';
export { unbalancedRdm } from './unbalanced.js';

// Models, noise ceilings and inference

export * from './inference/index.js';
