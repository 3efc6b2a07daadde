export { compareAllRdms, compareRdms } from './compare.js';
export { crossnobisRdm, crossRunDissimilarities, crossValidatedPoissonRdm } from './crossnobis.js';
export { rdm } from './rdm.js';
export { condensedRdm, squareRdm, subsetRdm } from './rdm-input.js';
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
  RunPrecision,
  UnbalancedOptions,
  WhiteningOptions,
} from './types.js';
export { unbalancedRdm } from './unbalanced.js';
