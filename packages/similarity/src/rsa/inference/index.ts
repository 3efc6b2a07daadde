export { bootstrapModels, dualBootstrapModels, percentileIntervals } from './bootstrap.js';
export { bootstrapCrossValidateModels } from './bootstrap-cross-validate.js';
export { crossValidateModels } from './cross-validate.js';
export { evaluateModels } from './evaluate.js';
export { fitModel } from './fit.js';
export { fixedModel, interpolatedModel, predictRdm, selectModel, weightedModel } from './models.js';
export { rdmNoiseCeiling } from './noise-ceiling.js';
export { poolRdms } from './pool.js';
export { regressModelWeights } from './regress.js';
export { signedRankAgainstCeiling, signedRankAgainstZero, signedRankPairwise } from './signed-rank.js';
export { confidenceIntervals, standardErrors, testAgainstCeiling, testAgainstZero, testPairwise } from './t-tests.js';
export type {
  BootstrapCrossValidateOptions,
  BootstrapEvaluation,
  BootstrapModelsOptions,
  CrossValidatedEvaluation,
  CrossValidateModelsOptions,
  DualBootstrapOptions,
  EvaluateModelsOptions,
  FitModelOptions,
  FixedModel,
  InterpolatedModel,
  ModelEvaluation,
  ModelScores,
  RdmModel,
  RdmNoiseCeiling,
  RegressWeightsOptions,
  ResampledFactor,
  SeedOptions,
  SelectModel,
  WeightedModel,
} from './types.js';
