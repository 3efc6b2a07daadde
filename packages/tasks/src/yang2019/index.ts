// The tasks of Yang et al. 2019

export { type YangName, yangNames } from './names.js';
export { type RingTaskName, ringNames } from './neurogym-families.js';
export { type RingTaskOptions, ringTask } from './ring-task.js';
export { yangTask } from './yang-task.js';
