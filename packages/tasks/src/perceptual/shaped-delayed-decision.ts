import { checkInteger, checkNumber } from '@lrsim/core';
import { choices } from '../definition/class-names.js';
import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  sidedEvidence,
  type TaskSettings,
  uniform,
} from '../definition/index.js';
import { checkCoherences } from './check-coherences.js';

/** Options of a stage of the delayed decision. */
export interface ShapedDelayedDecisionOptions extends TaskSettings {
  /** Coherences (%) (default 0, 6.4, 12.8, 25.6, 51.2; of easy stages 100 alone). */
  readonly coherences?: readonly number[];
  /** Delays are this part of 1000 to 3000 ms (default 1). */
  readonly delay?: number;
  /** Whether the evidence is full and without noise (default false). */
  readonly easy?: boolean;
  /** Channels and choices, of which the first two are used (default 10). */
  readonly choices?: number;
}

/**
 * A decision that is reported after a delay, as a stage of its shaping: with full evidence or ambiguous one, with short delays or long
 * ones. Fixation 200, stimulus 1150, delay 1000 to 3000, decision 1500 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); for each choice its evidence, (1 +- coherence / 100) / 2 of the first two, 0.5 of the others, with
 * noise of sigma 1 unless easy. Classes: fixate, and each choice.
 *
 * @source Inagaki, Fontolan, Romani & Svoboda 2019 (doi 10.1038/s41586-019-0919-7); the form of neurogym's CVLearning.
 */
export function shapedDelayedDecision({
  easy = false,
  coherences = easy ? [100] : [0, 6.4, 12.8, 25.6, 51.2],
  delay = 1,
  choices: count = 10,
  ...settings
}: ShapedDelayedDecisionOptions = {}): DefinedTask {
  checkCoherences('shapedDelayedDecision', coherences);
  checkNumber('shapedDelayedDecision', 'delay', delay, 0);
  checkInteger('shapedDelayedDecision', 'choices', count, 2);
  return defineTask(
    {
      name: 'shaped-delayed-decision',
      source: 'Inagaki et al. 2019',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: count },
      outputs: choices(count),
      conditions: factors({ side: [0, 1], coherence: coherences }),
      periods: { fixation: 200, stimulus: 1150, delay: uniform(1000 * delay, 3000 * delay), decision: 1500 },
      noise: { sigma: easy ? 0 : 1, channels: ['stimulus'], periods: ['stimulus'] },
      chance: 0.5,
      trial(trial, { side, coherence }) {
        trial.show('fixation', ['fixation', 'stimulus', 'delay'], 1);
        const evidence = new Float64Array(count).fill(0.5);
        evidence.set(sidedEvidence(side, coherence));
        trial.show('stimulus', 'stimulus', evidence);
        trial.target('decision', side + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus').slice(0, 2)) + 1;
      },
    },
    settings,
  );
}

/**
 * The stages of the delayed decision: full evidence without a delay, delays that grow by quarters, then ambiguous evidence. For `curriculum`.
 *
 * neurogym's stage before them, in which either side is right as long as sides alternate, has no target.
 */
export const delayedDecisionStages = (settings: TaskSettings = {}): DefinedTask[] => [
  ...[0, 0.25, 0.5, 0.75, 1].map((delay) => shapedDelayedDecision({ ...settings, easy: true, delay })),
  shapedDelayedDecision(settings),
];
