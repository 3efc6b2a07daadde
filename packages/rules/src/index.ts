// Learning rules

export { adjointRule } from './adjoint/adjoint-rule.js';
export { bptt } from './adjoint/bptt.js';
export { eprop } from './adjoint/eprop.js';
export { ruleNamed, rules } from './rules.js';

// Losses

export { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from './losses/activity-penalty.js';
export { lossForKind, maskedSquaredError, softmaxCrossEntropy } from './losses/losses.js';
export { type TfjsLossFunction, tfjsLoss } from './losses/tfjs-loss.js';

// Optimiser

export { type AdamOptions, type AdamState, adam } from './adam.js';

// Types

export type { AdjointDefinition, AdjointRule, LeakyRule, RuleFacts, RuleState } from './types.js';
