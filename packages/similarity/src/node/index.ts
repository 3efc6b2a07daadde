// What needs Node: comparisons in several threads

export { type PairwiseInThreadsOptions, pairwiseInThreads } from './pairwise-in-threads.js';
