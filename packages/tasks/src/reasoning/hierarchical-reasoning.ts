import { ArgumentError } from '@lrsim/core';
import {
  type DefinedTask,
  defineTask,
  factors,
  pulse,
  type TaskSettings,
  truncatedExponential,
} from '../definition/index.js';

/** Intervals between the flashes (ms), and the one that divides short from long, which itself is not shown. */
const intervals = [530, 610, 690, 770, 930, 1010, 1090, 1170] as const;
const BOUNDARY = 850;
/** The boundary in neurogym. */
const ORIGINAL_BOUNDARY = 610;
const DT_MS = 80;

/** Options of hierarchical reasoning. */
export interface HierarchicalReasoningOptions extends TaskSettings {
  /** False where the rule is not shown and has to be inferred from the trials before, which come in blocks of a rule (default true). */
  readonly ruleShown?: boolean;
  /**
   * True for neurogym's form (default false), which no network can learn: the interval that is scored is another than the one shown, and
   * its boundary is 610 ms; the rule is not shown unless asked for.
   */
  readonly original?: boolean;
}

/**
 * The interval between two flashes, short or long, and a rule say whether to respond to the side of the flashes or away from it.
 * Fixation 400 to 800, rule 1000, fixation 400 to 900, flash 100, interval 530 to 1170, flash 100, decision 700 ms at dt 80.
 *
 * Inputs: fixation cue (until the decision), two rule targets, flashes on the left, on the right. Classes: fixate; rule 1, rule 2, due at
 * the end of the rule period; left, right. Rule 1: to the side of short intervals; rule 2: to that of long ones.
 *
 * @throws ArgumentError for a step at which a short and a long interval are the same.
 * @source Sarafyazd & Jazayeri 2019 (doi 10.1126/science.aav8911).
 */
export function hierarchicalReasoning({
  original = false,
  ruleShown = !original,
  ...settings
}: HierarchicalReasoningOptions = {}): DefinedTask {
  const { dtMs = DT_MS } = settings;
  const [longestShort, shortestLong] = [770, 930].map((interval) => Math.floor(interval / dtMs));
  if (longestShort === shortestLong && !original)
    throw new ArgumentError(
      `hierarchical-reasoning: dtMs is ${dtMs}, at which intervals of 770 and 930 ms take the same steps; expected a shorter step`,
    );
  const choose = (rule: number, side: number, long: boolean) => (Number(long) === rule ? side : 1 - side);
  return defineTask<{ rule: number; side: number; interval: number; scored: number }>(
    {
      name: 'hierarchical-reasoning',
      source: 'Sarafyazd & Jazayeri 2019',
      dtMs: DT_MS,
      inputs: { fixation: 1, rule: 2, flash: 2 },
      outputs: ['fixate', 'rule 1', 'rule 2', 'left', 'right'],
      conditions: factors({
        rule: [0, 1],
        side: [0, 1],
        interval: original ? [...intervals, BOUNDARY] : intervals,
        scored: [0],
      }),
      draw(condition, rng) {
        if (!original) return { ...condition, scored: condition.interval };
        // Half a millisecond to either side decides ties.
        const other = [...intervals, BOUNDARY][rng.integer(intervals.length + 1)];
        return { ...condition, scored: other + (rng.uniform() < 0.5 ? -0.25 : 0.25) };
      },
      periods: {
        fixation: truncatedExponential(600, 400, 800),
        rule: 1000,
        fixation2: truncatedExponential(600, 400, 900),
        flash1: pulse(100),
        interval: ({ interval }) => interval,
        flash2: pulse(100),
        decision: 700,
      },
      response: ['rule', 'decision'],
      chance: 0.25,
      trial(trial, { rule, side, scored }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        trial.show('rule', 'rule', ruleShown ? [1 - rule, rule] : 1);
        trial.show('flash', ['flash1', 'flash2'], [1 - side, side]);
        trial.target('rule', rule + 1);
        trial.target('decision', choose(rule, side, scored > (original ? ORIGINAL_BOUNDARY : BOUNDARY)) + 3);
      },
      answer(reader) {
        const [first, second] = reader.during('rule', 'rule');
        if (original || first === second) return [Number.NaN, Number.NaN];
        const rule = first === 1 ? 0 : 1;
        const side = reader.during('flash', 'flash1')[0] === 1 ? 0 : 1;
        const dark = reader.span('flash2')[0] - reader.span('interval')[0];
        return [rule + 1, choose(rule, side, (dark + 0.5) * reader.dtMs > BOUNDARY) + 3];
      },
    },
    settings,
  );
}
