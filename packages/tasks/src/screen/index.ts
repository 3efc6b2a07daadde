// Tasks whose inputs are images

export { type MovingPlaidOptions, movingPlaid } from './moving-plaid.js';
export { type RandomDotMotionOptions, randomDotMotion } from './random-dot-motion.js';
export { type VisualSearchOptions, visualSearch } from './visual-search.js';
