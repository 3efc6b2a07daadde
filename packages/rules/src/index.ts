// Learning rules

export { adjointRule } from './adjoint/adjoint-rule.js';
export { bptt } from './adjoint/bptt.js';
export { eprop } from './adjoint/eprop.js';
export { epropAdaptive } from './adjoint/eprop-adaptive.js';
export { epropRandom } from './adjoint/eprop-random.js';
export { bpttFa, bpttFaRec } from './adjoint/feedback-alignment.js';
export { hop1, mdglType, mdglW } from './adjoint/mdgl.js';
export { modpropType, modpropW } from './adjoint/modprop.js';
export { tbpttChunk, tbpttHdetach, tbpttWindow } from './adjoint/truncated-bptt.js';
export { epropOnline, rflo } from './forward/eprop-online.js';
export { forwardRule, randomSigns } from './forward/forward-rule.js';
export { type KernlOptions, kernl } from './forward/kernl.js';
export { type InfluenceKernel, kernlFixed } from './forward/kernl-fixed.js';
export { kfRtrl } from './forward/kf-rtrl.js';
export { rkfRtrl } from './forward/rkf-rtrl.js';
export { rtrl, rtrlFa } from './forward/rtrl.js';
export { snap } from './forward/snap.js';
export { uoro } from './forward/uoro.js';
export { type EvolutionStrategiesOptions, esAntithetic, esRanked } from './perturbation/evolution-strategies.js';
export { type MiconiOptions, type MiconiTraceOptions, miconi, miconiTrace } from './perturbation/miconi.js';
export { nodePert } from './perturbation/node-pert.js';
export { nodePertRate } from './perturbation/node-pert-rate.js';
export type { NodePerturbationOptions } from './perturbation/perturb-units.js';
export { type ReinforceOptions, reinforce } from './perturbation/reinforce.js';
export type { DirectionSource, UnitPerturbation, UnitPerturbationSource } from './perturbation/types.js';
export { type WeightPerturbationOptions, weightPert } from './perturbation/weight-pert.js';
export { ruleNamed, rules } from './rules.js';

// Learners of targets by recursive least squares

export { type ForceLearner, type ForceOptions, type ForceState, forceLearner } from './target/force.js';
export {
  type FullForceLearner,
  type FullForceOptions,
  type FullForceState,
  fullForceLearner,
} from './target/full-force.js';

// Learning within a trial, by the rules that run forward in time

export {
  type OnlineLearner,
  type OnlineLearnerOptions,
  type OnlineState,
  onlineLearner,
} from './forward/online-learner.js';
export { crossEntropyAt, type StepLoss, type StepLossValue, squaredErrorAt } from './forward/step-losses.js';

// Learning rules for spiking networks

export { epropAlif, epropAlifOnline, epropAlifRandom } from './spiking/eprop-alif.js';
export { spikingRules } from './spiking/spiking-rules.js';

// Diagnostics: a rule's gradient beside the exact one

export {
  compareGradients,
  type GradientComparison,
  type GradientComparisons,
  type SlowerPlusError,
  slowerPlusError,
} from './diagnostics/compare-gradients.js';
export { type GradientAlignment, gradientAlignment } from './diagnostics/gradient-alignment.js';

// Losses

export { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from './losses/activity-penalty.js';
export { type FiringRatePenaltyOptions, withFiringRatePenalty } from './losses/firing-rate-penalty.js';
export { lossForKind, maskedSquaredError, softmaxCrossEntropy } from './losses/losses.js';
export { type TfjsLossFunction, tfjsLoss } from './losses/tfjs-loss.js';

// Optimisers

export { type AdamOptions, type AdamState, adam } from './adam.js';
export { type GradientDescentOptions, gradientDescent } from './gradient-descent.js';

// Types

export type {
  ForwardDefinition,
  ForwardRule,
  Influence,
  InfluenceMethod,
  InfluenceStep,
  SignSource,
} from './forward/types.js';
export type { LearnerFacts, Learnt, Stretch, TargetState } from './target/types.js';
export type { AdjointDefinition, AdjointRule, LeakyRule, RuleFacts, RuleState } from './types.js';
