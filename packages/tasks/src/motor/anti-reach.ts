import { ArgumentError } from '@lrsim/core';
import { choices } from '../definition/class-names.js';
import {
  cosineRing,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  peakOf,
  ringAngles,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the reach and the anti-reach. */
export interface AntiReachOptions extends TaskSettings {
  /** Directions, of the ring and to choose from, even (default 32). */
  readonly directions?: number;
  /** True for reaches away from the stimulus (default true). */
  readonly anti?: boolean;
}

/**
 * Reach to the side opposite to a stimulus. Fixation 500, stimulus 500, decision 500 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); a ring with the cosine of the stimulus, without noise. Classes: fixate, and each direction.
 *
 * @throws ArgumentError for an odd number of directions.
 * @source Munoz & Everling 2004 (doi 10.1038/nrn1345); the form of neurogym.
 */
export function antiReach({ directions = 32, anti = true, ...settings }: AntiReachOptions = {}): DefinedTask {
  if (directions % 2 !== 0)
    throw new ArgumentError(
      `antiReach: directions is ${directions}; expected an even number, so that each has an opposite`,
    );
  const rings = ringAngles(directions).map((angle) => cosineRing(directions, angle));
  const opposite = (direction: number) => (direction + directions / 2) % directions;
  return defineTask(
    {
      name: 'anti-reach',
      source: 'Munoz & Everling 2004',
      dtMs: 100,
      inputs: { fixation: 1, stimulus: directions },
      outputs: choices(directions),
      conditions: factors({ direction: indices(directions) }),
      periods: { fixation: 500, stimulus: 500, delay: 0, decision: 500 },
      chance: 1 / directions,
      trial(trial, { direction }) {
        const shown = anti ? opposite(direction) : direction;
        trial.show('fixation', ['fixation', 'stimulus', 'delay'], 1);
        trial.show('stimulus', 'stimulus', rings[shown]);
        trial.target('decision', direction + 1);
      },
      answer(reader) {
        const shown = peakOf(reader.during('stimulus', 'stimulus'));
        return (anti ? opposite(shown) : shown) + 1;
      },
    },
    settings,
  );
}
