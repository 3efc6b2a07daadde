// Responses and reaches

export { type AntiReachOptions, antiReach } from './anti-reach.js';
export { goNogo } from './go-nogo.js';
export {
  type LeverPressOptions,
  leverPress,
  leverPressWithPoke,
  leverPressWithPokeRest,
  type RepeatedLeverPressOptions,
  type SignalledLeverPressOptions,
} from './lever-press.js';
export { type ReachingOptions, reaching } from './reaching.js';
export { reachingDelayResponse } from './reaching-delay-response.js';
export { type SelfDistractedReachingOptions, selfDistractedReaching } from './self-distracted-reaching.js';
