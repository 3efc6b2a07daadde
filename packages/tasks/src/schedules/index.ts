// Which condition or task comes next

export { batches } from './batches.js';
export { biasedBlocksDecision } from './biased-blocks-decision.js';
export { contrastBlocks } from './contrast-blocks.js';
export { type Curriculum, type CurriculumOptions, curriculum } from './curriculum.js';
export { heldOutTrials } from './held-out-trials.js';
export { type Block, type BlocksOptions, inBlocks } from './in-blocks.js';
export { blockSchedule, iidSchedule, type Schedule, sequentialSchedule } from './schedules.js';
export { type MixedTask, type MixtureOptions, taskMixture } from './task-mixture.js';
export { type TrialHistoryOptions, withTrialHistory } from './with-trial-history.js';
