// Responses and reaches

export { type AntiReachOptions, antiReach } from './anti-reach.js';
export { goNogo } from './go-nogo.js';
export { type ReachingOptions, reaching } from './reaching.js';
export { reachingDelayResponse } from './reaching-delay-response.js';
export { type SelfDistractedReachingOptions, selfDistractedReaching } from './self-distracted-reaching.js';
