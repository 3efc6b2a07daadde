// The tasks of PsychRNN

export { type DelayedDiscriminationOptions, delayedDiscrimination } from './delayed-discrimination.js';
export { type MatchToCategoryOptions, matchToCategory } from './match-to-category.js';
export { type PerceptualDiscriminationOptions, perceptualDiscrimination } from './perceptual-discrimination.js';
