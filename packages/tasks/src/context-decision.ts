import { ArgumentError, checkNumber, type TrialBatch, type TrialInfo } from '@lrsim/core';
import { crossEntropy } from './cross-entropy.js';
import { decisionAccuracy } from './decision-accuracy.js';
import { drawConditions } from './draw-conditions.js';
import type { ContextDecisionOptions, ContextDecisionTask } from './types.js';

const [dtMs, nIn, nOut, steps] = [15, 9, 3, 113];
/** 345, 750, 300 and 300 ms. */
const periods = { fixation: [0, 23], stimulus: [23, 73], delay: [73, 93], decision: [93, 113] } as const;
/** Signed coherences of the paper, from its reference recording session; the same for motion and colour. */
const paperCoherences = [-0.5, -0.17, -0.06, 0.06, 0.17, 0.5];

interface Condition {
  readonly choice: 1 | 2;
  readonly motion: number;
  readonly colour: number;
  /** 1: decide on motion; -1: decide on colour. */
  readonly context: 1 | -1;
}

/**
 * Context-dependent decision (Mante et al. 2013, doi:10.1038/nature12742) as in Liu et al. 2025: motion
 * and colour are shown together, and the context says which of them to report.
 *
 * Trials of 113 steps of 15 ms: fixation, stimulus, delay, decision. Inputs: 0 fixation cue; 1, 2 dots moving left,
 * right, (1 -+ coherence) / 2; 3, 4 red, green dots alike; 5, 6 context motion, colour; 7, 8 order of the colour targets,
 * always (0, 1): left red, right green. The vector of each step is divided by its Euclidean norm; there is no noise.
 * Targets: class 0 until the decision, then 1 (left, red) or 2 (right, green). Every step counts in the loss.
 * Conditions are ordered by (choice, motion, colour, context), colour context first; 72 with the default coherences
 * -+0.5, -+0.17, -+0.06 of both.
 *
 * `sample` gives every condition once in order, then conditions drawn at random (only those, if there are fewer trials
 * than conditions): 72 trials are always the same batch, on which the paper trains. `analysisTrials` is that batch.
 * `score` is 1 minus the mean cross-entropy over all steps, which is 0.877 already for a coin flip at the right time;
 * its measures are `crossEntropy`, `decisionAccuracy` (steps of the decision period) and `choiceAccuracy` (trials).
 * `analysisWindow` is the stimulus; the paper pairs it with 100 to 850 ms after stimulus onset in the recording.
 *
 * @throws ArgumentError for a coherence of 0 (neither answer would be right), outside [-1, 1], or given twice.
 */
export function contextDecision({
  motionCoherences = paperCoherences,
  colourCoherences = paperCoherences,
}: ContextDecisionOptions = {}): ContextDecisionTask {
  checkCoherences('motionCoherences', motionCoherences);
  checkCoherences('colourCoherences', colourCoherences);
  const conditions = listConditions(motionCoherences, colourCoherences);
  const allConditions = () => makeBatch(conditions, Array.from(conditions.keys()));
  return {
    name: 'context-decision',
    dtMs,
    nIn,
    nOut,
    kind: 'classification',
    nConditions: conditions.length,
    analysisWindow: { start: 23, end: 73, eventStep: 23, event: 'stimulus onset' },
    allConditions,
    analysisTrials: allConditions,
    sample: (rng, trials) =>
      makeBatch(conditions, drawConditions('contextDecision.sample', rng, trials, conditions.length)),
    score(outputs, batch) {
      const { mean, perTrial } = crossEntropy(outputs, batch);
      const decision = decisionAccuracy(outputs, batch);
      return {
        accuracy: 1 - mean,
        perTrial: perTrial.map((value) => 1 - value),
        measures: { crossEntropy: mean, decisionAccuracy: decision.steps, choiceAccuracy: decision.trials },
      };
    },
  };
}

function checkCoherences(argument: string, coherences: readonly number[]): void {
  if (coherences.length === 0) throw new ArgumentError(`contextDecision: ${argument} is empty; expected coherences`);
  coherences.forEach((coherence, i) => {
    checkNumber('contextDecision', `${argument}[${i}]`, coherence, -1, 1);
    if (coherence === 0)
      throw new ArgumentError(
        `contextDecision: ${argument}[${i}] is 0; expected a signed coherence, since 0 has no right answer`,
      );
    if (coherences.indexOf(coherence) !== i)
      throw new ArgumentError(`contextDecision: ${argument} has ${coherence} twice; expected different coherences`);
  });
}

function listConditions(motions: readonly number[], colours: readonly number[]): Condition[] {
  const conditions = motions.flatMap((motion) =>
    colours.flatMap((colour) =>
      ([-1, 1] as const).map((context): Condition => {
        return { choice: (context === 1 ? motion : colour) < 0 ? 1 : 2, motion, colour, context };
      }),
    ),
  );
  return conditions.sort(
    (a, b) => a.choice - b.choice || a.motion - b.motion || a.colour - b.colour || a.context - b.context,
  );
}

function makeBatch(conditions: readonly Condition[], drawn: readonly number[]): TrialBatch {
  const trials = drawn.length;
  const inputs = new Float32Array(trials * steps * nIn);
  const targets = new Float32Array(trials * steps);
  const info = drawn.map((condition, trial): TrialInfo => {
    const { choice, motion, colour, context } = conditions[condition];
    const cue = context === 1 ? [1, 0] : [0, 1];
    const waiting = unitVector([1, 0, 0, 0, 0, ...cue, 0, 1]);
    const dots = [(1 - motion) / 2, (1 + motion) / 2, (1 - colour) / 2, (1 + colour) / 2];
    const shown = {
      fixation: waiting,
      stimulus: unitVector([1, ...dots, ...cue, 0, 1]),
      delay: waiting,
      decision: unitVector([0, 0, 0, 0, 0, 0, 0, 0, 1]),
    };
    for (const name of ['fixation', 'stimulus', 'delay', 'decision'] as const)
      for (let step = periods[name][0]; step < periods[name][1]; step++)
        inputs.set(shown[name], (trial * steps + step) * nIn);
    targets.fill(choice, trial * steps + periods.decision[0], trial * steps + periods.decision[1]);
    const variables = {
      motionCoherence: motion,
      colourCoherence: colour,
      context: context === 1 ? 'motion' : 'colour',
      choice,
    };
    return { condition, periods: { ...periods }, variables };
  });
  const mask = new Float32Array(targets.length).fill(1);
  return { inputs, targets, mask, trials, steps, nIn, nOut, dtMs, kind: 'classification', info };
}

/** The vector divided by its norm, in float32 as the authors' data are: both are rounded before the division. */
function unitVector(values: readonly number[]): Float32Array {
  const norm = Math.fround(Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)));
  return Float32Array.from(values, (value) => Math.fround(value) / norm);
}
