// Learning rules

export { adjointRule } from './adjoint-rule.js';
export { bptt } from './bptt.js';
export { eprop } from './eprop.js';
export { ruleNamed, rules } from './rules.js';

// Losses

export { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from './activity-penalty.js';
export { lossForKind, maskedSquaredError, softmaxCrossEntropy } from './losses.js';
export { type TfjsLossFunction, tfjsLoss } from './tfjs-loss.js';

// Optimiser

export { type AdamOptions, type AdamState, adam } from './adam.js';

// Types

export type { AdjointDefinition, AdjointRule } from './types.js';
