import { ArgumentError } from '@lrsim/core';
import { cosineRing, type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

/** Options of the delayed match to category. */
export interface DelayMatchCategoryOptions extends TaskSettings {
  /** Units of the ring, at least 3: with 2 opposite sides of the boundary look alike (default 32). */
  readonly ring?: number;
  /** True for a ring of 2 units unless told otherwise, as neurogym has it: no network can solve that (default false). */
  readonly original?: boolean;
}

/**
 * Is the test of the category of the sample? Categories are the halves of a circle. Fixation 500, sample 650, delay 1000, test 650 ms at dt
 * 100; the answer is due in the test.
 *
 * Inputs: fixation cue (until the test); a ring with 0.5 + 0.5 cos of the direction, with noise of sigma 1. Classes: fixate, match,
 * non-match.
 *
 * @throws ArgumentError for a ring of fewer than 3 units, which cannot tell the categories apart.
 * @source Freedman & Assad 2006 (doi 10.1038/nature05078); the form of neurogym.
 */
export function delayMatchCategory({
  original = false,
  ring = original ? 2 : 32,
  ...settings
}: DelayMatchCategoryOptions = {}): DefinedTask {
  if (ring < 3 && !original)
    throw new ArgumentError(`delayMatchCategory: ring is ${ring}; expected at least 3 units, to tell categories apart`);
  const shown = (angle: number) => cosineRing(ring, angle, 0.5, 0.5);
  return defineTask<{ category: number; match: number; sample: number; test: number }>(
    {
      name: 'delay-match-category',
      source: 'Freedman & Assad 2006',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: ring },
      outputs: ['fixate', 'match', 'non-match'],
      conditions: factors({ category: [0, 1], match: [0, 1], sample: [0], test: [0] }),
      draw({ category, match }, rng) {
        const within = (half: number) => Math.PI * (half + rng.uniform());
        return { category, match, sample: within(category), test: within(match ? category : 1 - category) };
      },
      periods: { fixation: 500, sample: 650, delay: 1000, test: 650 },
      noise: { sigma: 1, channels: ['stimulus'], periods: ['sample', 'test'] },
      chance: 0.5,
      trial(trial, { match, sample, test }) {
        trial.show('fixation', ['fixation', 'sample', 'delay'], 1);
        trial.show('stimulus', 'sample', shown(sample));
        trial.show('stimulus', 'test', shown(test));
        trial.target('test', match ? 1 : 2);
      },
      answer(reader) {
        if (ring < 3) return Number.NaN;
        // The sine of the direction, of which the category is the sign, as the ring's first Fourier coefficient.
        const side = (period: string) =>
          reader
            .during('stimulus', period)
            .reduce((sum, value, k) => sum + value * Math.sin((2 * Math.PI * k) / ring), 0) > 0;
        return side('sample') === side('test') ? 1 : 2;
      },
    },
    settings,
  );
}
