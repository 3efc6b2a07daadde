// Perceptual decisions

export { type ChangingEnvironmentOptions, changingEnvironment } from './changing-environment.js';
export { type ContextDecisionMakingOptions, contextDecisionMaking } from './context-decision-making.js';
export { type ContrastDecisionOptions, contrastDecision } from './contrast-decision.js';
export { type DelayedPerceptualDecisionOptions, delayedPerceptualDecision } from './delayed-perceptual-decision.js';
export { detection } from './detection.js';
export { type MultiSensoryOptions, multiSensoryIntegration } from './multi-sensory-integration.js';
export { type MultimodalDetectionOptions, multimodalDetection } from './multimodal-detection.js';
export { type PerceptualDecisionOptions, perceptualDecisionMaking } from './perceptual-decision-making.js';
export { type PostDecisionWagerOptions, postDecisionWager } from './post-decision-wager.js';
export { pulseDecisionMaking } from './pulse-decision-making.js';
export { type ReactionTimeDecisionOptions, reactionTimeDecision } from './reaction-time-decision.js';
export {
  delayedDecisionStages,
  type ShapedDelayedDecisionOptions,
  shapedDelayedDecision,
} from './shaped-delayed-decision.js';
export { spatialSuppression } from './spatial-suppression.js';
export { toneDetection } from './tone-detection.js';
