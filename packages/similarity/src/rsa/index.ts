export { compareAllRdms, compareRdms } from './compare.js';
export { crossnobisRdm, crossRunDissimilarities, crossValidatedPoissonRdm } from './crossnobis.js';
export {
  conditionCovariance,
  type NoiseOptions,
  precisionOf,
  residualCovariance,
  trialCovariance,
} from './noise.js';
export { rdm } from './rdm.js';
export { condensedRdm, squareRdm, subsetRdm } from './rdm-input.js';
export { rescaledMean, rescaleRdms } from './rescale.js';
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
  RdmOptions,
  RdmTransform,
  RescaleOptions,
  RunPrecision,
  TransformOptions,
  UnbalancedOptions,
  WhiteningOptions,
} from './types.js';
export { unbalancedRdm } from './unbalanced.js';
