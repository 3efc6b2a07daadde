import { checkInteger, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, indices, peakOf, type TaskSettings } from '../definition/index.js';

/** Options of matching pennies. */
export interface MatchingPenniesOptions extends TaskSettings {
  /** How far the opponent's estimate goes towards each choice (default 0.2). */
  readonly learningRate?: number;
  /** How many rounds are watched (default 10). */
  readonly rounds?: number;
}

/**
 * Watch somebody play matching pennies, who wins with the same penny as the opponent, against one who keeps a running mean of the player's
 * choices and shows the other side of it; then choose the winning penny. Fixation 500, ten rounds of 200, decision 200 ms at dt 100.
 *
 * Inputs: fixation cue (until the decision); the player's choice; the opponent's. Classes: fixate, and each penny: the opponent's next. In
 * neurogym the player is the network, which sees the opponent's last choice only and which reward alone can teach; watched, the same
 * inference has a target. An opponent at random, its other kind, leaves nothing to infer.
 *
 * @source Barraclough, Conroy & Lee 2004 (doi 10.1038/nn1209); the form of neurogym's MatchingPenny.
 */
export function matchingPennies({
  learningRate = 0.2,
  rounds = 10,
  ...settings
}: MatchingPenniesOptions = {}): DefinedTask {
  checkNumber('matchingPennies', 'learningRate', learningRate, 0, 1);
  checkInteger('matchingPennies', 'rounds', rounds);
  const names = indices(rounds).map((k) => `round${k + 1}`);
  return defineTask<{ next: number; choices: string }>(
    {
      name: 'matching-pennies',
      source: 'Barraclough et al. 2004',
      dtMs: 100,
      inputs: { fixation: 1, choice: 2, opponent: 2 },
      outputs: ['fixate', 'heads', 'tails'],
      conditions: factors({ next: [0, 1], choices: [''] }),
      draw({ next }, rng) {
        for (;;) {
          const choices = names.map(() => rng.integer(2));
          if (opponentsChoices(choices, learningRate)[rounds] === next) return { next, choices: choices.join(' ') };
        }
      },
      periods: { fixation: 500, ...Object.fromEntries(names.map((name) => [name, 200])), decision: 200 },
      chance: 0.5,
      trial(trial, { next, choices }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        const chosen = choices.split(' ').map(Number);
        const opponent = opponentsChoices(chosen, learningRate);
        names.forEach((name, k) => {
          trial.show('choice', name, [1 - chosen[k], chosen[k]]);
          trial.show('opponent', name, [1 - opponent[k], opponent[k]]);
        });
        trial.target('decision', next + 1);
      },
      answer: (reader) =>
        opponentsChoices(
          names.map((name) => peakOf(reader.during('choice', name))),
          learningRate,
        )[rounds] + 1,
    },
    settings,
  );
}

/** What the opponent shows in each round and in the next one: the side that the player has shown less, heads (0) where the mean is above a half. */
function opponentsChoices(choices: readonly number[], learningRate: number): number[] {
  let mean = 0;
  const shown = [Number(mean <= 0.5)];
  for (const choice of choices) {
    mean += learningRate * (choice - mean);
    shown.push(Number(mean <= 0.5));
  }
  return shown;
}
