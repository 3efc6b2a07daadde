// Reasoning and value

export { type BanditOptions, bandit } from './bandit.js';
export { type ContextSwitchOptions, contextSwitch } from './context-switch.js';
export { type EconomicDecisionMakingOptions, economicDecisionMaking } from './economic-decision-making.js';
export { type HierarchicalReasoningOptions, hierarchicalReasoning } from './hierarchical-reasoning.js';
export { type MatchingPenniesOptions, matchingPennies } from './matching-pennies.js';
export { type PneumostomeOpeningOptions, pneumostomeOpening } from './pneumostome-opening.js';
export { type ProbabilisticReasoningOptions, probabilisticReasoning } from './probabilistic-reasoning.js';
export { type TwoStepOptions, twoStep } from './two-step.js';
