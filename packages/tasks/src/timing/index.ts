// Timing

export { intervalDiscrimination } from './interval-discrimination.js';
export { motorTiming } from './motor-timing.js';
export { oneTwoThreeGo } from './one-two-three-go.js';
export { type ReadySetGoOptions, readySetGo } from './ready-set-go.js';
