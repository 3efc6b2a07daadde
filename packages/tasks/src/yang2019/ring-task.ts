import { lookUp } from '@lrsim/core';
import { choices } from '../definition/class-names.js';
import {
  bumpRing,
  type DefinedTask,
  defineTask,
  ringAngles,
  sumOfRings,
  type TaskSettings,
} from '../definition/index.js';
import { type RingFamily, type RingTaskName, type RingTrial, ringFamilies, UNITS } from './neurogym-families.js';

/** Options of the tasks of Yang et al. 2019 in neurogym's form. */
export interface RingTaskOptions extends TaskSettings {
  /**
   * True for neurogym's form (default false): a fixation cue that ends with the fixation period in all but the reaches, and a unit in the
   * middle of the ring that is of one category as a sample and of the other as a test.
   */
  readonly original?: boolean;
}

/**
 * One of the 20 tasks of Yang et al. 2019 in the form of neurogym, dt 100: inputs are fixation and two rings of 16, with noise of sigma 1
 * on the rings while evidence is shown; classes are fixation and 16 places. Add the rule by `taskMixture`.
 *
 * The fixation cue is on until the decision, categories are the same for sample and test, and ties are drawn again. (neurogym also
 * alternates the ring strictly from trial to trial, which no network sees that starts each trial anew.) Conditions are the places to
 * respond at; of matching tasks the places of the test, with and without a match.
 *
 * @throws UnknownNameError for another name.
 * @source Yang, Joglekar, Song, Newsome & Wang 2019 (doi 10.1038/s41593-018-0310-2), as in neurogym's collection yang19.
 */
export function ringTask(name: RingTaskName, { original = false, ...settings }: RingTaskOptions = {}): DefinedTask {
  const family: RingFamily = lookUp('task of Yang et al. 2019 in neurogym', ringFamilies, name);
  const isReach = family.noisy.length === 0;
  const before = Object.keys(family.periods).filter((period) => period !== 'decision');
  return defineTask<Readonly<Record<string, unknown>> & { readonly shown: RingTrial }>(
    {
      name: `yang19-${name}`,
      source: 'Yang et al. 2019, neurogym',
      dtMs: 100,
      inputs: { fixation: 1, ring1: UNITS, ring2: UNITS },
      outputs: choices(UNITS),
      conditions: family.conditions.map((condition) => ({ ...condition, shown: { bumps: [], choice: 0 } })),
      draw(condition, rng) {
        const shown = family.draw(rng, condition as unknown as Readonly<Record<string, number>>, original);
        return { ...condition, choice: shown.choice, shown };
      },
      periods: family.periods,
      noise: isReach ? undefined : { sigma: 1, channels: ['ring1', 'ring2'], periods: family.noisy },
      chance: name.startsWith('dms') || name.startsWith('dnm') || name === 'dmc' ? 0.5 : 1 / UNITS,
      trial(trial, { shown: { bumps, choice } }) {
        trial.show('fixation', original && !isReach ? 'fixation' : before, 1);
        const angles = ringAngles(UNITS);
        for (const period of family.noisy.length > 0 ? family.noisy : [bumps[0].period])
          for (const ring of [1, 2] as const) {
            const on = bumps.filter((bump) => bump.ring === ring && bump.period === period);
            if (on.length === 0) continue;
            const rings = on.map((bump) => bumpRing(UNITS, angles[bump.unit], bump.strength));
            trial.show(`ring${ring}`, period, sumOfRings(rings));
          }
        trial.target('decision', choice + 1);
      },
    },
    settings,
  );
}
