import { angleIntegration } from './computations/angle-integration.js';
import { blockedDecision } from './computations/blocked-decision.js';
import { factorialContextDecision } from './computations/factorial-context-decision.js';
import { identityTask, referenceFrame, squareNumber, thresholdGoNogo } from './computations/functions.js';
import { exclusiveOr, halfAdder } from './computations/logic.js';
import { delayedMatch, memoryAntiAngle, memoryDecision, memoryNumber } from './computations/memory.js';
import type { DefinedTask, TaskSettings } from './definition/index.js';
import { addMemory } from './literature/add-memory.js';
import { adding } from './literature/adding.js';
import { copy } from './literature/copy.js';
import { delayedMatchNonMatch } from './literature/delayed-match-non-match.js';
import { delayedXor } from './literature/delayed-xor.js';
import { flipFlop } from './literature/flip-flop.js';
import { mimic } from './literature/mimic.js';
import { nBack } from './literature/n-back.js';
import { patternGeneration } from './literature/pattern-generation.js';
import { contextIntegration, pulseIntegration } from './literature/pulse-integration.js';
import { sensorimotorMapping } from './literature/sensorimotor-mapping.js';
import { sineWave } from './literature/sine-wave.js';
import { targetWave } from './literature/target-wave.js';
import { temporalParity } from './literature/temporal-parity.js';
import { angleReproduction } from './memory/angle-reproduction.js';
import { delayComparison } from './memory/delay-comparison.js';
import { delayMatchCategory } from './memory/delay-match-category.js';
import { delayMatchSample } from './memory/delay-match-sample.js';
import { delayMatchSampleDistractor } from './memory/delay-match-sample-distractor.js';
import { delayPairedAssociation } from './memory/delay-paired-association.js';
import { dualDelayMatchSample } from './memory/dual-delay-match-sample.js';
import { memoryRecall } from './memory/memory-recall.js';
import { antiReach } from './motor/anti-reach.js';
import { goNogo } from './motor/go-nogo.js';
import { leverPress, leverPressWithPoke, leverPressWithPokeRest } from './motor/lever-press.js';
import { reaching } from './motor/reaching.js';
import { reachingDelayResponse } from './motor/reaching-delay-response.js';
import { selfDistractedReaching } from './motor/self-distracted-reaching.js';
import { changingEnvironment } from './perceptual/changing-environment.js';
import { contextDecisionMaking } from './perceptual/context-decision-making.js';
import { contrastDecision } from './perceptual/contrast-decision.js';
import { delayedPerceptualDecision } from './perceptual/delayed-perceptual-decision.js';
import { detection } from './perceptual/detection.js';
import { multiSensoryIntegration } from './perceptual/multi-sensory-integration.js';
import { multimodalDetection } from './perceptual/multimodal-detection.js';
import { perceptualDecisionMaking } from './perceptual/perceptual-decision-making.js';
import { postDecisionWager } from './perceptual/post-decision-wager.js';
import { pulseDecisionMaking } from './perceptual/pulse-decision-making.js';
import { reactionTimeDecision } from './perceptual/reaction-time-decision.js';
import { shapedDelayedDecision } from './perceptual/shaped-delayed-decision.js';
import { spatialSuppression } from './perceptual/spatial-suppression.js';
import { toneDetection } from './perceptual/tone-detection.js';
import { delayedDiscrimination } from './psychrnn/delayed-discrimination.js';
import { matchToCategory } from './psychrnn/match-to-category.js';
import { perceptualDiscrimination } from './psychrnn/perceptual-discrimination.js';
import { bandit } from './reasoning/bandit.js';
import { contextSwitch } from './reasoning/context-switch.js';
import { economicDecisionMaking } from './reasoning/economic-decision-making.js';
import { hierarchicalReasoning } from './reasoning/hierarchical-reasoning.js';
import { matchingPennies } from './reasoning/matching-pennies.js';
import { pneumostomeOpening } from './reasoning/pneumostome-opening.js';
import { probabilisticReasoning } from './reasoning/probabilistic-reasoning.js';
import { twoStep } from './reasoning/two-step.js';
import { movingPlaid } from './screen/moving-plaid.js';
import { randomDotMotion } from './screen/random-dot-motion.js';
import { visualSearch } from './screen/visual-search.js';
import { intervalDiscrimination } from './timing/interval-discrimination.js';
import { motorTiming } from './timing/motor-timing.js';
import { oneTwoThreeGo } from './timing/one-two-three-go.js';
import { readySetGo } from './timing/ready-set-go.js';

/** The defined tasks by name; a new task is one line here, and is tested by that. */
export const definedTasks: Readonly<Record<string, (settings?: TaskSettings) => DefinedTask>> = {
  'perceptual-decision-making': perceptualDecisionMaking,
  'delayed-perceptual-decision': delayedPerceptualDecision,
  'pulse-decision-making': pulseDecisionMaking,
  'reaction-time-decision': reactionTimeDecision,
  'context-decision-making': contextDecisionMaking,
  'multi-sensory-integration': multiSensoryIntegration,
  'post-decision-wager': postDecisionWager,
  detection,
  'tone-detection': toneDetection,
  'multimodal-detection': multimodalDetection,
  'spatial-suppression': spatialSuppression,
  'changing-environment': changingEnvironment,
  'contrast-decision': contrastDecision,
  'shaped-delayed-decision': shapedDelayedDecision,
  'moving-plaid': movingPlaid,
  'random-dot-motion': randomDotMotion,
  'visual-search': visualSearch,
  'delay-comparison': delayComparison,
  'delay-match-sample': delayMatchSample,
  'delay-match-sample-distractor': delayMatchSampleDistractor,
  'delay-match-category': delayMatchCategory,
  'delay-paired-association': delayPairedAssociation,
  'dual-delay-match-sample': dualDelayMatchSample,
  'angle-reproduction': angleReproduction,
  'memory-recall': memoryRecall,
  'go-nogo': goNogo,
  'anti-reach': antiReach,
  'reaching-delay-response': reachingDelayResponse,
  reaching: reaching,
  'self-distracted-reaching': selfDistractedReaching,
  'lever-press': leverPress,
  'lever-press-with-poke': leverPressWithPoke,
  'lever-press-with-poke-rest': leverPressWithPokeRest,
  'ready-set-go': readySetGo,
  'motor-timing': motorTiming,
  'one-two-three-go': oneTwoThreeGo,
  'interval-discrimination': intervalDiscrimination,
  'probabilistic-reasoning': probabilisticReasoning,
  'hierarchical-reasoning': hierarchicalReasoning,
  'economic-decision-making': economicDecisionMaking,
  bandit: bandit,
  'two-step': twoStep,
  'context-switch': contextSwitch,
  'matching-pennies': matchingPennies,
  'pneumostome-opening': pneumostomeOpening,
  'delayed-xor': delayedXor,
  'flip-flop': flipFlop,
  copy: copy,
  adding: adding,
  'pattern-generation': patternGeneration,
  'sensorimotor-mapping': sensorimotorMapping,
  'delayed-match-non-match': delayedMatchNonMatch,
  'add-memory': addMemory,
  'sine-wave': sineWave,
  mimic: mimic,
  'perceptual-discrimination': perceptualDiscrimination,
  'delayed-discrimination': delayedDiscrimination,
  'match-to-category': matchToCategory,
  'factorial-context-decision': factorialContextDecision,
  'blocked-decision': blockedDecision,
  'angle-integration': angleIntegration,
  'exclusive-or': exclusiveOr,
  'half-adder': halfAdder,
  'memory-anti-angle': memoryAntiAngle,
  'memory-number': memoryNumber,
  'memory-decision': memoryDecision,
  'delayed-match': delayedMatch,
  identity: identityTask,
  'square-number': squareNumber,
  'threshold-go-nogo': thresholdGoNogo,
  'reference-frame': referenceFrame,
  'n-back': nBack,
  'temporal-parity': temporalParity,
  'pulse-integration': pulseIntegration,
  'context-integration': contextIntegration,
  'target-wave': targetWave,
};
