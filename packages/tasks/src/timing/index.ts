// Timing

export { type IntervalDiscriminationOptions, intervalDiscrimination } from './interval-discrimination.js';
export { type MotorTimingOptions, motorTiming } from './motor-timing.js';
export { type OneTwoThreeGoOptions, oneTwoThreeGo } from './one-two-three-go.js';
export { type ReadySetGoOptions, readySetGo } from './ready-set-go.js';
