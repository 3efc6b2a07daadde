// Defining a task

export { factors, indices, oneHot, type Variables } from './conditions.js';
export { defineTask } from './define-task.js';
export { type DrawnDuration, type Duration, oneOf, pulse, truncatedExponential, uniform } from './durations.js';
export {
  angularDistance,
  bumpRing,
  clearPeakOf,
  cosineRing,
  evidenceRing,
  peakOf,
  ringAngles,
  sidedEvidence,
  sumOfRings,
  tentRing,
} from './ring.js';
export { choiceAt, scoreOfChoices } from './score-of-choices.js';
export { scoreOfLargestOutput } from './score-of-largest-output.js';
export { scoreOfOutputs } from './score-of-outputs.js';
export { scoreOfProducedTime } from './score-of-produced-time.js';
export { scoreOfSteps } from './score-of-steps.js';
export type { TrialReader } from './trial-reader.js';
export type { TrialWriter } from './trial-writer.js';
export type { DefinedTask, NoiseDefinition, TaskDefinition, TaskSettings } from './types.js';
