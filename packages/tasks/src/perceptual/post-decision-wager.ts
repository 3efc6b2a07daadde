import { stepsOf } from '../definition/durations.js';
import {
  clearPeakOf,
  type DefinedTask,
  defineTask,
  factors,
  sidedEvidence,
  type TaskSettings,
  truncatedExponential,
  uniform,
} from '../definition/index.js';

/** Options of the wager after a decision. */
export interface PostDecisionWagerOptions extends TaskSettings {
  /**
   * True for neurogym's form (default false): noise on all channels while the stimulus is shown, and one delay of 1200 to 1800 ms in which
   * the offer begins after 500 to 750.
   */
  readonly original?: boolean;
}

/** Variables of a trial; the durations (ms) are those of neurogym's form. */
interface Wager extends Record<string, number> {
  readonly wager: number;
  readonly direction: number;
  readonly coherence: number;
  readonly delay: number;
  readonly whole: number;
}

const DT_MS = 100;
/** The delay before the offer, and the whole delay of neurogym's form. */
const beforeOffer = /* @__PURE__ */ uniform(500, 750);
const wholeDelay = /* @__PURE__ */ truncatedExponential(1350, 1200, 1800);

/**
 * Random-dot motion in which a sure target is offered in half of the trials. Fixation 100, stimulus 100 to 900, delay of 500 to 750
 * without and then 700 to 1050 ms with the offer, decision 100 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision), evidence for two directions with noise of sigma 1, the sure target. Classes: fixate, left,
 * right, sure. The label is the direction in every trial: whether to take the sure target is for reward to teach.
 *
 * @source Kiani & Shadlen 2009 (doi 10.1126/science.1169405); the form of neurogym.
 */
export function postDecisionWager({ original = false, ...settings }: PostDecisionWagerOptions = {}): DefinedTask {
  const { dtMs = DT_MS } = settings;
  return defineTask<Wager>(
    {
      name: 'post-decision-wager',
      source: 'Kiani & Shadlen 2009',
      dtMs: DT_MS,
      inputs: { fixation: 1, stimulus: 2, sure: 1 },
      outputs: ['fixate', 'left', 'right', 'sure'],
      conditions: factors({
        wager: [0, 1],
        direction: [0, 1],
        coherence: [0, 3.2, 6.4, 12.8, 25.6, 51.2],
        delay: [625],
        whole: [1350],
      }),
      draw: original
        ? (condition, rng) => ({ ...condition, delay: beforeOffer.draw(rng), whole: wholeDelay.draw(rng) })
        : undefined,
      periods: {
        fixation: 100,
        stimulus: truncatedExponential(180, 100, 900),
        delay: original ? ({ delay }) => delay : beforeOffer,
        // Of the whole delay the steps that the first part of it leaves.
        offer: original
          ? ({ delay, whole }) => (stepsOf(whole, dtMs) - stepsOf(delay, dtMs)) * dtMs
          : truncatedExponential(750, 700, 1050),
        decision: 100,
      },
      noise: {
        sigma: 1,
        channels: original ? ['fixation', 'stimulus', 'sure'] : ['stimulus'],
        periods: ['stimulus'],
      },
      chance: 0.5,
      trial(trial, { wager, direction, coherence }) {
        trial.show('fixation', ['fixation', 'stimulus', 'delay', 'offer'], 1);
        trial.show('stimulus', 'stimulus', sidedEvidence(direction, coherence));
        trial.show('sure', ['offer', 'decision'], wager);
        trial.target('decision', direction + 1);
      },
      answer(reader) {
        return clearPeakOf(reader.during('stimulus', 'stimulus')) + 1;
      },
    },
    settings,
  );
}
