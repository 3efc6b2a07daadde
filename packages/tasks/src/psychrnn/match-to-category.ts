import { checkInteger } from '@lrsim/core';
import {
  angularDistance,
  type DefinedTask,
  defineTask,
  indices,
  oneHot,
  ringAngles,
  scoreOfLargestOutput,
  type TaskSettings,
} from '../definition/index.js';

/** Options of matching to categories. */
export interface MatchToCategoryOptions extends TaskSettings {
  /** Units of the ring (default 16). */
  readonly ring?: number;
  /** Sectors of the circle to tell apart (default 2). */
  readonly categories?: number;
}

/**
 * Which sector of the circle an angle is in. Fixation 200, stimulus 1000, decision 800 ms at dt 10.
 *
 * Inputs: a ring with a Gaussian of SD 1 rad around the angle, of area 1, with noise of sigma 0.016 throughout (0.005 at dt 10). Outputs: 1 for the
 * category in the decision, which alone counts. Score: the largest output. (In PsychRNN the first and the last unit have the same angle.)
 *
 * @source Ehrlich, Stone, Brandfonbrener, Atanasov & Murray 2021, PsychRNN (doi 10.1523/ENEURO.0427-20.2020); Freedman & Assad 2006.
 */
export function matchToCategory({ ring = 16, categories = 2, ...settings }: MatchToCategoryOptions = {}): DefinedTask {
  checkInteger('matchToCategory', 'ring', ring, 3);
  checkInteger('matchToCategory', 'categories', categories, 2);
  const preferred = ringAngles(ring);
  return defineTask<{ category: number; angle: number }>(
    {
      name: 'match-to-category',
      source: 'Ehrlich et al. 2021',
      dtMs: 10,
      inputs: { ring },
      outputs: categories,
      conditions: indices(categories).map((category) => ({ category, angle: 0 })),
      draw: ({ category }, rng) => ({ category, angle: (2 * Math.PI * (category + rng.uniform())) / categories }),
      periods: { fixation: 200, stimulus: 1000, decision: 800 },
      noise: { sigma: 0.005 * Math.sqrt(10), channels: ['ring'] },
      trial(trial, { category, angle }) {
        trial.show(
          'ring',
          'stimulus',
          preferred.map((own) => Math.exp(-(angularDistance(own, angle) ** 2) / 2) / Math.sqrt(2 * Math.PI)),
        );
        trial.target('decision', oneHot(categories, category));
        trial.weigh(['fixation', 'stimulus'], 0);
      },
      score: scoreOfLargestOutput,
    },
    settings,
  );
}
