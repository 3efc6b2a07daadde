// Small computations whose networks are studied by their dynamics, as in trainRNNbrain

export { type AngleIntegrationOptions, angleIntegration } from './angle-integration.js';
export { type BlockedDecisionOptions, blockedDecision } from './blocked-decision.js';
export { type FactorialContextDecisionOptions, factorialContextDecision } from './factorial-context-decision.js';
export {
  type IdentityOptions,
  identityTask,
  type ReferenceFrameOptions,
  referenceFrame,
  squareNumber,
  thresholdGoNogo,
} from './functions.js';
export { exclusiveOr, type HalfAdderOptions, halfAdder } from './logic.js';
export { delayedMatch, memoryAntiAngle, memoryDecision, memoryNumber } from './memory.js';
