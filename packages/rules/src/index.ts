// Learning rules

export { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from './activity-penalty.js';
// Optimiser
export { type AdamOptions, type AdamState, adam } from './adam.js';
export { adjointRule } from './adjoint-rule.js';
export { bptt } from './bptt.js';
export { eprop } from './eprop.js';
// Losses
export { lossForKind, maskedSquaredError, softmaxCrossEntropy } from './losses.js';
export { ruleNamed, rules } from './rules.js';
export { type TfjsLossFunction, tfjsLoss } from './tfjs-loss.js';

// Types
export type { AdjointDefinition, AdjointRule } from './types.js';
