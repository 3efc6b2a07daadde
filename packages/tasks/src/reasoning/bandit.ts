import { ArgumentError, checkInteger, checkNumber } from '@lrsim/core';
import {
  type DefinedTask,
  defineTask,
  factors,
  indices,
  oneHot,
  peakOf,
  type TaskSettings,
} from '../definition/index.js';
import { posteriorMeans } from './posterior-means.js';

/** Options of the bandit. */
export interface BanditOptions extends TaskSettings {
  /** The probability of a reward of each arm, put to arms at random in each trial (default 0.8 and 0.2). */
  readonly probabilities?: readonly number[];
  /** How many pulls are watched (default 10). */
  readonly pulls?: number;
}

/**
 * Watch somebody pull the arms of a bandit at random, and choose the one that paid best. Fixation 500, ten pulls of 200, decision 200 ms at
 * dt 100.
 *
 * Inputs: fixation cue (until the decision); the arm that is pulled; whether that pull was rewarded. Classes: fixate, and each arm: the one
 * of the highest expected reward after what was seen, from no knowledge of the arms (a uniform prior). Pulls that leave that open are
 * drawn again. In neurogym a trial is one pull of the network's own, which reward alone can teach; seen from outside, the same inference has
 * a target.
 *
 * @throws ArgumentError for fewer than two arms, or a probability outside 0 to 1.
 * @source Wang et al. 2018 (doi 10.1038/s41593-018-0147-8), bandits; the form of neurogym has no target.
 */
export function bandit({ probabilities = [0.8, 0.2], pulls = 10, ...settings }: BanditOptions = {}): DefinedTask {
  const arms = probabilities.length;
  if (arms < 2)
    throw new ArgumentError(`bandit: probabilities has ${arms} numbers; expected at least 2, one for each arm`);
  for (const probability of probabilities) checkNumber('bandit', 'probabilities', probability, 0, 1);
  checkInteger('bandit', 'pulls', pulls);
  const names = indices(pulls).map((k) => `pull${k + 1}`);
  return defineTask<{ best: number; pulled: string; rewards: string }>(
    {
      name: 'bandit',
      source: 'Wang et al. 2018',
      dtMs: 100,
      inputs: { fixation: 1, arm: arms, reward: 1 },
      outputs: ['fixate', ...indices(arms).map((arm) => `arm ${arm + 1}`)],
      conditions: factors({ best: indices(arms), pulled: [''], rewards: [''] }),
      draw({ best }, rng) {
        for (;;) {
          const shift = rng.integer(arms);
          const pulled = names.map(() => rng.integer(arms));
          const rewards = pulled.map((arm) => Number(rng.uniform() < probabilities[(arm + shift) % arms]));
          if (bestArm(pulled, rewards, arms) === best)
            return { best, pulled: pulled.join(' '), rewards: rewards.join(' ') };
        }
      },
      periods: { fixation: 500, ...Object.fromEntries(names.map((name) => [name, 200])), decision: 200 },
      chance: 1 / arms,
      trial(trial, { best, pulled, rewards }) {
        trial.showSteps('fixation', 0, trial.span('decision')[0], 1);
        const [which, paid] = [pulled, rewards].map((list) => list.split(' ').map(Number));
        names.forEach((name, k) => {
          trial.show('arm', name, oneHot(arms, which[k]));
          trial.show('reward', name, paid[k]);
        });
        trial.target('decision', best + 1);
      },
      answer(reader) {
        const pulled = names.map((name) => peakOf(reader.during('arm', name)));
        const rewards = names.map((name) => reader.during('reward', name)[0]);
        return (bestArm(pulled, rewards, arms) ?? Number.NaN) + 1;
      },
    },
    settings,
  );
}

/** The arm of the highest expected reward; undefined where two have the same. */
function bestArm(pulled: readonly number[], rewards: readonly number[], arms: number): number | undefined {
  const expected = posteriorMeans(pulled, rewards, arms);
  const most = Math.max(...expected);
  return expected.filter((mean) => mean > most - 1e-9).length === 1 ? expected.indexOf(most) : undefined;
}
