// Reasoning and value

export { economicDecisionMaking } from './economic-decision-making.js';
export { type HierarchicalReasoningOptions, hierarchicalReasoning } from './hierarchical-reasoning.js';
export { type ProbabilisticReasoningOptions, probabilisticReasoning } from './probabilistic-reasoning.js';
