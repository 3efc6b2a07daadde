import { ArgumentError } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings, uniform } from '../definition/index.js';

/** Options of the discrimination of intervals. */
export interface IntervalDiscriminationOptions extends TaskSettings {
  /** True for durations drawn independently, those of as many steps labelled second, as in neurogym (default false). */
  readonly original?: boolean;
}

/** Durations differ by at least this (ms), or by a step where that is longer, so that steps tell them apart. */
const APART_MS = 80;
/** Steps longer than this leave too few durations that far apart. */
const LONGEST_STEP_MS = 200;

/**
 * Which of two stimuli lasted longer? Fixation 300, stimuli of 300 to 600, 800 to 1500 between them, delay 500, decision 300 ms at dt 80.
 *
 * Inputs: fixation cue (until the decision), the first and the second stimulus, without noise. Classes: fixate, first, second. Durations are
 * drawn at least 80 ms, and at least a step, apart: neurogym labels the ties of its steps, 23 % of trials, as second.
 *
 * @throws ArgumentError for a step longer than 200 ms.
 * @source Genovesio, Tsujimoto & Wise 2009 (doi 10.1016/j.neuron.2009.06.002); the form of neurogym.
 */
export function intervalDiscrimination({
  original = false,
  ...settings
}: IntervalDiscriminationOptions = {}): DefinedTask {
  const { dtMs = APART_MS } = settings;
  if (dtMs > LONGEST_STEP_MS && !original)
    throw new ArgumentError(
      `interval-discrimination: dtMs is ${dtMs}; expected at most ${LONGEST_STEP_MS}, to tell durations of 300 to 600 ms apart`,
    );
  const apart = Math.max(APART_MS, dtMs);
  return defineTask<{ longer: number; first: number; second: number }>(
    {
      name: 'interval-discrimination',
      source: 'Genovesio et al. 2009',
      dtMs: 80,
      inputs: { fixation: 1, first: 1, second: 1 },
      outputs: ['fixate', 'first', 'second'],
      conditions: [
        { longer: 0, first: 550, second: 350 },
        // One condition where the durations alone decide.
        ...(original ? [] : [{ longer: 1, first: 350, second: 550 }]),
      ],
      draw({ longer }, rng) {
        if (original) {
          const [first, second] = [300 + 300 * rng.uniform(), 300 + 300 * rng.uniform()];
          return { longer: Number(Math.floor(first / dtMs) <= Math.floor(second / dtMs)), first, second };
        }
        const draw = (): [number, number] => {
          const [a, b] = [300 + 300 * rng.uniform(), 300 + 300 * rng.uniform()];
          return Math.abs(a - b) < apart ? draw() : [Math.max(a, b), Math.min(a, b)];
        };
        const [long, short] = draw();
        return longer === 0 ? { longer, first: long, second: short } : { longer, first: short, second: long };
      },
      periods: {
        fixation: 300,
        stimulus1: ({ first }) => first,
        delay1: uniform(800, 1500),
        stimulus2: ({ second }) => second,
        delay2: 500,
        decision: 300,
      },
      chance: original ? (1 + tieProbability(dtMs)) / 2 : 0.5,
      trial(trial, { longer }) {
        trial.show('fixation', ['fixation', 'stimulus1', 'delay1', 'stimulus2', 'delay2'], 1);
        trial.show('first', 'stimulus1', 1);
        trial.show('second', 'stimulus2', 1);
        trial.target('decision', longer + 1);
      },
      answer(reader) {
        const [first, second] = ['first', 'second'].map((channel) =>
          reader.trace(channel).reduce((sum, v) => sum + v, 0),
        );
        return first > second ? 1 : 2;
      },
    },
    settings,
  );
}

/** The probability that two durations of 300 to 600 ms have as many steps. */
function tieProbability(dtMs: number): number {
  let sum = 0;
  for (let steps = Math.floor(300 / dtMs); steps * dtMs < 600; steps++) {
    const share = (Math.min(600, (steps + 1) * dtMs) - Math.max(300, steps * dtMs)) / 300;
    sum += share * share;
  }
  return sum;
}
