import type { DefinedTask, TaskSettings } from './definition/index.js';
import { contextDecisionMaking } from './perceptual/context-decision-making.js';
import { delayedPerceptualDecision } from './perceptual/delayed-perceptual-decision.js';
import { detection } from './perceptual/detection.js';
import { multiSensoryIntegration } from './perceptual/multi-sensory-integration.js';
import { perceptualDecisionMaking } from './perceptual/perceptual-decision-making.js';
import { postDecisionWager } from './perceptual/post-decision-wager.js';
import { pulseDecisionMaking } from './perceptual/pulse-decision-making.js';
import { toneDetection } from './perceptual/tone-detection.js';

/** The defined tasks by name; a new task is one line here, and is tested by that. */
export const definedTasks: Readonly<Record<string, (settings?: TaskSettings) => DefinedTask>> = {
  'perceptual-decision-making': perceptualDecisionMaking,
  'delayed-perceptual-decision': delayedPerceptualDecision,
  'pulse-decision-making': pulseDecisionMaking,
  'context-decision-making': contextDecisionMaking,
  'multi-sensory-integration': multiSensoryIntegration,
  'post-decision-wager': postDecisionWager,
  detection,
  'tone-detection': toneDetection,
};
