import { checkInteger, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, indices, peakOf, type TaskSettings } from '../definition/index.js';
import { posteriorMeans } from './posterior-means.js';

/** Options of the two-step task. */
export interface TwoStepOptions extends TaskSettings {
  /** How often an action leads to its own state rather than to the other's (default 0.8). */
  readonly common?: number;
  /** The probability of a reward in the better and in the other state (default 0.9 and 0.1). */
  readonly rewards?: readonly [better: number, other: number];
  /** How many choices are watched (default 6). */
  readonly watched?: number;
}

/**
 * Watch actions that lead to one of two states, most often to their own, and rewards that depend on the state alone; then act to reach the
 * state that pays. Fixation 300, six times action and outcome of 200 each, decision 200 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); the action; the state it led to; whether that was rewarded. Classes: fixate, and each action: the
 * one that commonly leads to the state of the higher expected reward (from a uniform prior). That is the model-based choice: after a
 * reward that followed a rare transition it is the other action. Watched choices that leave it open are drawn again. In neurogym a trial is
 * one choice of the network's own, which reward alone can teach; seen from outside, the same inference has a target.
 *
 * @source Daw, Gershman, Seymour, Dayan & Dolan 2011 (doi 10.1016/j.neuron.2011.02.027); the form of neurogym has no target.
 */
export function twoStep({
  common = 0.8,
  rewards = [0.9, 0.1],
  watched = 6,
  ...settings
}: TwoStepOptions = {}): DefinedTask {
  checkNumber('twoStep', 'common', common, 0.5, 1);
  for (const probability of rewards) checkNumber('twoStep', 'rewards', probability, 0, 1);
  checkInteger('twoStep', 'watched', watched);
  const turns = indices(watched).map((k) => k + 1);
  return defineTask<{ better: number; actions: string; states: string; paid: string }>(
    {
      name: 'two-step',
      source: 'Daw et al. 2011',
      dtMs: 100,
      inputs: { fixation: 1, action: 2, state: 2, reward: 1 },
      outputs: ['fixate', 'first', 'second'],
      conditions: factors({ better: [0, 1], actions: [''], states: [''], paid: [''] }),
      draw({ better }, rng) {
        for (;;) {
          const actions = turns.map(() => rng.integer(2));
          const states = actions.map((action) => (rng.uniform() < common ? action : 1 - action));
          const high = rng.integer(2);
          const paid = states.map((state) => Number(rng.uniform() < rewards[state === high ? 0 : 1]));
          if (betterState(states, paid) === better)
            return { better, actions: actions.join(' '), states: states.join(' '), paid: paid.join(' ') };
        }
      },
      periods: {
        fixation: 300,
        ...Object.fromEntries(
          turns.flatMap((k) => [
            [`action${k}`, 200],
            [`outcome${k}`, 200],
          ]),
        ),
        decision: 200,
      },
      chance: 0.5,
      trial(trial, { better, actions, states, paid }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        const [acted, reached, got] = [actions, states, paid].map((list) => list.split(' ').map(Number));
        for (const k of turns) {
          trial.show('action', `action${k}`, [1 - acted[k - 1], acted[k - 1]]);
          trial.show('state', `outcome${k}`, [1 - reached[k - 1], reached[k - 1]]);
          trial.show('reward', `outcome${k}`, got[k - 1]);
        }
        trial.target('decision', better + 1);
      },
      answer(reader) {
        const states = turns.map((k) => peakOf(reader.during('state', `outcome${k}`)));
        const paid = turns.map((k) => reader.during('reward', `outcome${k}`)[0]);
        return (betterState(states, paid) ?? Number.NaN) + 1;
      },
    },
    settings,
  );
}

/** The state of the higher expected reward; undefined where both have the same. */
function betterState(states: readonly number[], rewards: readonly number[]): number | undefined {
  const [first, second] = posteriorMeans(states, rewards, 2);
  return Math.abs(first - second) < 1e-9 ? undefined : Number(second > first);
}
