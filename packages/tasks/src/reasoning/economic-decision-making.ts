import { type DefinedTask, defineTask, factors, indices, type TaskSettings, uniform } from '../definition/index.js';

/** Options of the choice of juices. */
export interface EconomicDecisionMakingOptions extends TaskSettings {
  /** True for no target but to fixate, as in neurogym, where reward alone teaches (default false). */
  readonly original?: boolean;
}

/** Units of juice B against units of juice A, of which one is worth 2.2 of B. */
const offers = [
  [0, 1],
  [1, 3],
  [1, 2],
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [6, 1],
  [2, 0],
] as const;
const WORTH = 2.2;

/**
 * Choose the more valuable of two offers of juice. Fixation 1500, offer 1000 to 2000, decision 750 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); on either side the juice, A or B, and its amount over 5. Classes: fixate, left, right: the side
 * whose juice is worth more, one A being worth 2.2 B.
 *
 * @source Padoa-Schioppa & Assad 2006 (doi 10.1038/nature04676); the form of neurogym.
 */
export function economicDecisionMaking({
  original = false,
  ...settings
}: EconomicDecisionMakingOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'economic-decision-making',
      source: 'Padoa-Schioppa & Assad 2006',
      dtMs: 100,
      inputs: { fixation: 1, leftJuice: 2, rightJuice: 2, leftAmount: 1, rightAmount: 1 },
      outputs: ['fixate', 'left', 'right'],
      conditions: factors({ offer: indices(offers.length), leftIsA: [0, 1] }),
      periods: { fixation: 1500, offer: uniform(1000, 2000), decision: 750 },
      chance: original ? 1 : 0.5,
      trial(trial, { offer, leftIsA }) {
        const [b, a] = offers[offer];
        trial.show('fixation', ['fixation', 'offer'], 1);
        trial.show('leftJuice', 'offer', [leftIsA, 1 - leftIsA]);
        trial.show('rightJuice', 'offer', [1 - leftIsA, leftIsA]);
        trial.show('leftAmount', 'offer', (leftIsA ? a : b) / 5);
        trial.show('rightAmount', 'offer', (leftIsA ? b : a) / 5);
        if (!original) trial.target('decision', WORTH * a > b === (leftIsA === 1) ? 1 : 2);
      },
      answer(reader) {
        if (original) return 0;
        const [left, right] = ['left', 'right'].map((side) => {
          const amount = reader.during(`${side}Amount`, 'offer')[0];
          return reader.during(`${side}Juice`, 'offer')[0] === 1 ? WORTH * amount : amount;
        });
        return left > right ? 1 : 2;
      },
    },
    settings,
  );
}
