import { checkInteger } from '@lrsim/core';
import {
  type DefinedTask,
  defineTask,
  factors,
  indices,
  oneHot,
  peakOf,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the snail's breathing. */
export interface PneumostomeOpeningOptions extends TaskSettings {
  /** How many actions are watched (default 4). */
  readonly watched?: number;
}

const actions = ['breathe by pneumostome', 'breathe by skin', 'swim up', 'swim down'] as const;
const [PNEUMOSTOME, SKIN, UP] = [0, 1, 2];
/** What each action pays, before and after the pneumostome was conditioned by poking it. */
const rewards = [
  [1, 0.5, 0.1, 0.1],
  [-1, 1, 0.1, 0.1],
] as const;

/**
 * Operant conditioning of a pond snail: see what some actions pay, then take the one that pays most. Fixation 300, four actions of 200,
 * decision 200 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); an action and its reward at the same time; at the decision the depth, one of four. Classes: wait,
 * breathe by the pneumostome, breathe by the skin, swim up, swim down. Where opening the pneumostome pays (1, the skin 0.5, swimming
 * 0.1) it is opened at the surface and swum up to below it; where it was poked (-1, 1, 0.1) the skin breathes at any depth. At least one
 * breath is watched, so that it is seen which. neurogym's has no trials and no targets, does not tell phases apart from within, and
 * lets the pneumostome breathe under water.
 *
 * @source Lukowiak, Ringseis, Spencer, Wildering & Syed 1996 (J Exp Biol 199:683); the rewards of neurogym's Pneumostomeopening.
 */
export function pneumostomeOpening({ watched = 4, ...settings }: PneumostomeOpeningOptions = {}): DefinedTask {
  checkInteger('pneumostomeOpening', 'watched', watched);
  const names = indices(watched).map((k) => `action${k + 1}`);
  const best = (poked: number, depth: number) => 1 + (poked === 1 ? SKIN : depth === 0 ? PNEUMOSTOME : UP);
  return defineTask<{ poked: number; depth: number; seen: string }>(
    {
      name: 'pneumostome-opening',
      source: 'Lukowiak et al. 1996',
      dtMs: 100,
      inputs: { fixation: 1, action: actions.length, reward: 1, depth: 4 },
      outputs: ['wait', ...actions],
      conditions: factors({ poked: [0, 1], depth: indices(4), seen: [''] }),
      draw(condition, rng) {
        for (;;) {
          const seen = names.map(() => rng.integer(actions.length));
          if (seen.some((action) => action <= SKIN)) return { ...condition, seen: seen.join(' ') };
        }
      },
      periods: { fixation: 300, ...Object.fromEntries(names.map((name) => [name, 200])), decision: 200 },
      chance: 0.5,
      trial(trial, { poked, depth, seen }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        seen.split(' ').forEach((action, k) => {
          trial.show('action', names[k], oneHot(actions.length, Number(action)));
          trial.show('reward', names[k], rewards[poked][Number(action)]);
        });
        trial.show('depth', 'decision', oneHot(4, depth));
        trial.target('decision', best(poked, depth));
      },
      answer(reader) {
        const breath = names.find((name) => peakOf(reader.during('action', name)) <= SKIN);
        if (breath === undefined) return Number.NaN;
        const [action, reward] = [peakOf(reader.during('action', breath)), reader.during('reward', breath)[0]];
        return best(Number(reward === rewards[1][action]), peakOf(reader.during('depth', 'decision')));
      },
    },
    settings,
  );
}
