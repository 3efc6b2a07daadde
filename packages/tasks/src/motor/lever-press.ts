import { checkInteger, checkNumber } from '@lrsim/core';
import {
  type DefinedTask,
  type DrawnDuration,
  defineTask,
  indices,
  scoreOfSteps,
  type TaskSettings,
} from '../definition/index.js';

/** Presses that earn the reward. */
const PRESSES = 4;

/** Options of pressing a lever. */
export interface LeverPressOptions extends TaskSettings {
  /** Presses that are due (default 4). */
  readonly presses?: number;
}

/** Options of pressing a lever after a signal. */
export interface SignalledLeverPressOptions extends LeverPressOptions {
  /** How likely the signal comes at each step (default 0.5). */
  readonly signal?: number;
}

/** Options of pressing a lever over and over. */
export interface RepeatedLeverPressOptions extends LeverPressOptions {
  /** Rewards of a trial (default 6). */
  readonly rounds?: number;
}

/**
 * Press a lever four times, neither less nor more, once a signal was seen. A step is 1, a wait of at least 1 before and of 4 after the presses.
 *
 * Inputs: the signal, at the first press. Classes: wait, press. Score: the fraction of steps.
 *
 * @source neurogym's LeverPress.
 */
export function leverPress({
  presses = PRESSES,
  signal = 0.5,
  ...settings
}: SignalledLeverPressOptions = {}): DefinedTask {
  checkInteger('leverPress', 'presses', presses);
  checkNumber('leverPress', 'signal', signal, Number.EPSILON, 1);
  const wait: DrawnDuration = {
    // The number of steps up to the first signal, by inversion of the geometric distribution.
    draw: (rng) => (signal === 1 ? 1 : 1 + Math.floor(Math.log(1 - rng.uniform()) / Math.log(1 - signal))),
    typical: Math.ceil(1 / signal),
  };
  return defineTask(
    {
      name: 'lever-press',
      source: 'neurogym, LeverPress',
      dtMs: 1,
      inputs: { signal: 1 },
      outputs: ['wait', 'press'],
      conditions: [{}],
      periods: { wait, press: presses, rest: presses },
      response: ['press'],
      trial(trial) {
        const [start] = trial.span('press');
        trial.showSteps('signal', start, start + Math.max(1, Math.floor(1 / trial.dtMs)), 1);
        trial.target('press', 1);
      },
      score: scoreOfSteps,
      answer: (reader) => ({ goAt: reader.trace('signal').indexOf(1) }),
    },
    settings,
  );
}

/**
 * Press a lever four times, then poke for the reward, over and over and without a signal. A step is 1.
 *
 * Inputs: a constant 1. Classes: wait (never right), press, poke. Score: the fraction of steps. Every trial is the same.
 *
 * @source neurogym's LeverPressWithPoke.
 */
export function leverPressWithPoke({
  presses = PRESSES,
  rounds = 6,
  ...settings
}: RepeatedLeverPressOptions = {}): DefinedTask {
  checkInteger('leverPressWithPoke', 'presses', presses);
  checkInteger('leverPressWithPoke', 'rounds', rounds);
  const all = indices(rounds).map((k) => k + 1);
  return defineTask(
    {
      name: 'lever-press-with-poke',
      source: 'neurogym, LeverPressWithPoke',
      dtMs: 1,
      inputs: { constant: 1 },
      outputs: ['wait', 'press', 'poke'],
      conditions: [{}],
      periods: Object.fromEntries(
        all.flatMap((k) => [
          [`press${k}`, presses],
          [`poke${k}`, 1],
        ]),
      ),
      response: all.map((k) => `poke${k}`),
      deterministic: true,
      trial(trial) {
        for (const k of all) {
          trial.show('constant', [`press${k}`, `poke${k}`], 1);
          trial.target(`press${k}`, 1);
          trial.target(`poke${k}`, 2);
        }
      },
      score: scoreOfSteps,
      answer: () => all.map(() => 2),
    },
    settings,
  );
}

/** How far below thirst a drink takes, and how fast thirst comes back at each step. */
const [QUENCHED, LEAST, MOST] = [-8, 0.8, 1.2];

/**
 * Press a lever four times, rest until thirsty, then poke for a drink, over and over. A step is 1.
 *
 * Inputs: thirst from 0 to 1, which scales the reward: 1 at first, 0 for about eight steps after a drink. Classes: rest, press, poke: four
 * presses as soon as a drink is over, the poke once thirst is 1. Since presses and pokes cost a little each, this drinks as much as can be had for
 * the fewest of them; neurogym, where thirst grows as here, states no best behaviour. Score: the fraction of steps.
 *
 * @source neurogym's LeverPressWithPokeRest.
 */
export function leverPressWithPokeRest({
  presses = PRESSES,
  rounds = 6,
  ...settings
}: RepeatedLeverPressOptions = {}): DefinedTask {
  checkInteger('leverPressWithPokeRest', 'presses', presses);
  checkInteger('leverPressWithPokeRest', 'rounds', rounds);
  const all = indices(rounds).map((k) => k + 1);
  return defineTask<{ thirst: readonly (readonly number[])[] }>(
    {
      name: 'lever-press-with-poke-rest',
      source: 'neurogym, LeverPressWithPokeRest',
      dtMs: 1,
      inputs: { thirst: 1 },
      outputs: ['rest', 'press', 'poke'],
      conditions: [{ thirst: [] }],
      // Thirst at each step from one drink to where it is 1 again; from the start it is.
      draw: (_, rng) => ({ thirst: all.map((k) => (k === 1 ? [] : returning(rng.uniform))) }),
      periods: Object.fromEntries(
        all.flatMap((k) => [
          [`press${k}`, presses],
          [
            `rest${k}`,
            ({ thirst }: { thirst: readonly (readonly number[])[] }) => Math.max(0, thirst[k - 1].length - presses),
          ],
          [`poke${k}`, 1],
        ]),
      ),
      response: all.map((k) => `poke${k}`),
      trial(trial, { thirst }) {
        for (const k of all) {
          const [start, end] = [trial.span(`press${k}`)[0], trial.span(`poke${k}`)[1]];
          for (let step = start; step < end; step++)
            trial.showSteps('thirst', step, step + 1, thirst[k - 1][Math.floor((step - start) * trial.dtMs)] ?? 1);
          trial.target(`press${k}`, 1);
          trial.target(`poke${k}`, 2);
        }
      },
      score: scoreOfSteps,
      answer: (reader) =>
        all.map((k) => {
          const thirsty = reader.trace('thirst').indexOf(1, reader.span(`press${k}`)[1]);
          return thirsty === reader.span(`poke${k}`)[0] ? 2 : 0;
        }),
    },
    settings,
  );
}

/** Thirst (0 to 1) at the steps after a drink at which it is below 1. */
function returning(uniform: () => number): number[] {
  const levels: number[] = [];
  const rise = () => LEAST + (MOST - LEAST) * uniform();
  for (let state = QUENCHED + rise(); state < 1; state += rise()) levels.push(Math.max(0, state));
  return levels;
}
