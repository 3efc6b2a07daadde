// Working memory

export { type AngleReproductionOptions, angleReproduction } from './angle-reproduction.js';
export { type DelayComparisonOptions, delayComparison } from './delay-comparison.js';
export { type DelayMatchCategoryOptions, delayMatchCategory } from './delay-match-category.js';
export { type DelayMatchSampleOptions, delayMatchSample } from './delay-match-sample.js';
export { type DelayMatchSampleDistractorOptions, delayMatchSampleDistractor } from './delay-match-sample-distractor.js';
export { delayPairedAssociation } from './delay-paired-association.js';
export { type DualDelayMatchSampleOptions, dualDelayMatchSample } from './dual-delay-match-sample.js';
export { type MemoryRecallOptions, memoryRecall } from './memory-recall.js';
