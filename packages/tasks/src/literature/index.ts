// Tasks of the literature on learning rules

export { type AddMemoryOptions, addMemory } from './add-memory.js';
export { type AddingOptions, adding } from './adding.js';
export { type CopyOptions, copy } from './copy.js';
export { delayedMatchNonMatch } from './delayed-match-non-match.js';
export { delayedXor } from './delayed-xor.js';
export { type FlipFlopOptions, flipFlop } from './flip-flop.js';
export { type MimicOptions, mimic } from './mimic.js';
export { type NBackOptions, nBack } from './n-back.js';
export { type PatternGenerationOptions, patternGeneration } from './pattern-generation.js';
export { contextIntegration, type PulseIntegrationOptions, pulseIntegration } from './pulse-integration.js';
export { sensorimotorMapping } from './sensorimotor-mapping.js';
export { type LabelledImages, type SequentialDigitsOptions, sequentialDigits } from './sequential-digits.js';
export { type SineWaveOptions, sineWave } from './sine-wave.js';
export { type TargetWaveOptions, targetWave } from './target-wave.js';
export { type TemporalParityOptions, temporalParity } from './temporal-parity.js';
