import { ArgumentError, createRng, type Rng, type TrialBatch, type TrialInfo } from '@lrsim/core';
import { crossEntropy } from './cross-entropy.js';
import { type EvidenceDesign, evidenceDesign } from './evidence-design.js';
import { recalledChoice } from './recalled-choice.js';
import type { AnalysedTask, EvidenceAccumulationOptions } from './types.js';

/** The groups of inputs, in order. */
const groups = { left: 0, right: 1, recall: 2, background: 3 } as const;

/**
 * Accumulation of evidence (Bellec et al. 2020, doi:10.1038/s41467-020-17236-y, after Morcos & Harvey 2016): cues appear one
 * by one on the left or on the right, and after a delay the side with more of them is to be named.
 *
 * A trial is `nCues` slots of silence and cue, the delay, and the recall, in which alone the loss counts. The better side is a
 * coin flip; each cue is on it with `cueProbability`. The answer, class 0 for left and 1 for right, is the side with more
 * cues, whichever was meant to be the better one; it is the target of every step. Inputs are four groups: left cue, right
 * cue, recall, background. With `coding: 'spikes'` (default) each group is `inputsPerGroup` Poisson neurons, 0 or 1 in a step,
 * that fire at `activeHz` during their cue or the recall and not otherwise, the background at `backgroundHz` throughout. With
 * `coding: 'rates'`, for rate networks, a group is one channel, 1 where it is active and 0 elsewhere (the background is
 * always 1), with Gaussian noise of SD `noise` / sqrt(dtMs) on each.
 *
 * Each duration is rounded down to steps on its own. A condition is the number of cues on the right, 0 to `nCues`.
 * `analysisTrials` has one trial of each; order of cues, spikes and noise come from a fixed seed, the same at every call.
 * `analysisWindow` is the whole trial, aligned on the start of the recall. `score` is the fraction of trials in which the
 * largest mean output over the recall is the target's; its measures are `crossEntropy` and `choiceAccuracy`, the score again.
 *
 * @throws ArgumentError for an even number of cues, a duration of no step, or probabilities and rates out of range.
 */
export function evidenceAccumulation(options: EvidenceAccumulationOptions = {}): AnalysedTask {
  const design = evidenceDesign(options);
  const { nCues, nIn, dtMs, periods, steps, coding, cueProbability } = design;

  const batchOf = (sides: readonly (readonly number[])[], better: readonly number[], rng: Rng): TrialBatch => {
    const trials = sides.length;
    const targets = new Float32Array(trials * steps);
    const mask = new Float32Array(trials * steps);
    const inputs = new Float32Array(trials * steps * nIn);
    const info = sides.map((cues, trial): TrialInfo => {
      const nRight = cues.filter((side) => side === groups.right).length;
      const answer = Number(2 * nRight > nCues);
      targets.fill(answer, trial * steps, (trial + 1) * steps);
      mask.fill(1, trial * steps + periods.recall[0], trial * steps + periods.recall[1]);
      for (let step = 0; step < steps; step++)
        writeInputs(design, activeGroup(design, cues, step), rng, inputs, (trial * steps + step) * nIn);
      const variables = {
        cues: cues.map((side) => (side === groups.left ? 'L' : 'R')).join(''),
        rightCues: nRight,
        betterSide: better[trial] === groups.left ? 'left' : 'right',
        answer,
      };
      return { condition: nRight, periods: { ...periods }, variables };
    });
    return { inputs, targets, mask, trials, steps, nIn, nOut: 2, dtMs, kind: 'classification', info };
  };

  return {
    name: coding === 'spikes' ? 'evidence-accumulation' : 'evidence-accumulation-rates',
    dtMs,
    nIn,
    nOut: 2,
    kind: 'classification',
    nConditions: nCues + 1,
    analysisWindow: { start: 0, end: steps, eventStep: periods.recall[0], event: 'recall' },
    analysisTrials() {
      const rng = createRng('evidence accumulation, analysis trials');
      const sides = Array.from({ length: nCues + 1 }, (_, nRight) => cuesInRandomOrder(nCues, nRight, rng));
      return batchOf(
        sides,
        sides.map((_, nRight) => Number(2 * nRight > nCues)),
        rng,
      );
    },
    sample(rng, trials) {
      if (!Number.isInteger(trials) || trials < 1)
        throw new ArgumentError(`evidenceAccumulation.sample: trials is ${trials}; expected an integer of at least 1`);
      const better = Array.from({ length: trials }, () => rng.integer(2));
      const sides = better.map((side) =>
        Array.from({ length: nCues }, () => (rng.uniform() < cueProbability ? side : 1 - side)),
      );
      return batchOf(sides, better, rng);
    },
    score(outputs, batch) {
      const { fraction, perTrial } = recalledChoice(outputs, batch);
      const { mean } = crossEntropy(outputs, batch);
      return { accuracy: fraction, perTrial, measures: { crossEntropy: mean, choiceAccuracy: fraction } };
    },
  };
}

/** `nRight` cues on the right among `nCues`, in an order drawn at random (Fisher and Yates). */
function cuesInRandomOrder(nCues: number, nRight: number, rng: Rng): number[] {
  const cues = Array.from({ length: nCues }, (_, k) => Number(k < nRight));
  for (let k = nCues - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [cues[k], cues[other]] = [cues[other], cues[k]];
  }
  return cues;
}

/** The group that is active in a step beside the background; undefined in silence and delay. */
function activeGroup(design: EvidenceDesign, cues: readonly number[], step: number): number | undefined {
  const { slotSteps, silenceSteps, periods } = design;
  if (step >= periods.recall[0]) return groups.recall;
  if (step >= periods.cues[1] || step % slotSteps < silenceSteps) return undefined;
  return cues[Math.floor(step / slotSteps)];
}

/** One step of all inputs, given the group that is active. */
function writeInputs(
  { coding, inputsPerGroup, activeProbability, backgroundProbability, noisePerStep }: EvidenceDesign,
  active: number | undefined,
  rng: Rng,
  inputs: Float32Array,
  from: number,
): void {
  for (let group = 0; group < 4; group++) {
    const on = group === active || group === groups.background;
    if (coding === 'rates') {
      inputs[from + group] = Number(on) + (noisePerStep > 0 ? noisePerStep * rng.normal() : 0);
      continue;
    }
    const probability = group === groups.background ? backgroundProbability : activeProbability;
    if (on)
      for (let k = 0; k < inputsPerGroup; k++)
        inputs[from + group * inputsPerGroup + k] = Number(rng.uniform() < probability);
  }
}
