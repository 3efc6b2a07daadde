import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import { bandit, twoStep } from './index.js';
import { posteriorMeans } from './posterior-means.js';

const numbers = (list: unknown) => String(list).split(' ').map(Number);

it('expects of what was never tried a half, and of two rewards in three tries three fifths', () => {
  expect(posteriorMeans([1, 1, 1], [1, 0, 1], 2)).toEqual([0.5, 0.6]);
});

it('bandit rewards one arm as often as it says, and asks for the arm that paid best', () => {
  const { info } = bandit({ probabilities: [0.9, 0.3, 0.3], pulls: 20 }).sample(createRng('bandit'), 300);
  let [paid, pulls] = [0, 0];
  for (const { variables } of info) {
    const [arms, rewards] = [numbers(variables.pulled), numbers(variables.rewards)];
    const rates = [0, 1, 2].map((arm) => {
      const own = rewards.filter((_, k) => arms[k] === arm);
      return (own.filter((reward) => reward === 1).length + 1) / (own.length + 2);
    });
    expect(rates.indexOf(Math.max(...rates))).toBe(variables.best);
    paid += rewards.filter((reward) => reward === 1).length;
    pulls += rewards.length;
  }
  // A third of the pulls at 0.9, the others at 0.3; trials that leave the best arm open, which are drawn again, are few.
  expect(Math.abs(paid / pulls - 0.5)).toBeLessThan(0.05);
  expect(() => bandit({ probabilities: [1] })).toThrow('probabilities has 1 numbers');
  expect(() => bandit({ probabilities: [0.5, 1.5] })).toThrow('probabilities is 1.5');
});

it('twoStep asks for the way to the state that pays, not for the action that was rewarded', () => {
  const { info } = twoStep().sample(createRng('two-step'), 2000);
  let [common, all, misleading] = [0, 0, 0];
  for (const { variables } of info) {
    const [actions, states, rewards] = [variables.actions, variables.states, variables.paid].map(numbers);
    common += states.filter((state, k) => state === actions[k]).length;
    all += states.length;
    const [first, second] = posteriorMeans(actions, rewards, 2);
    if (first !== second && Number(second > first) !== variables.better) misleading++;
  }
  expect(Math.abs(common / all - 0.8)).toBeLessThan(4.5 * Math.sqrt(0.16 / all));
  // The reward of actions alone would answer wrong.
  expect(misleading).toBeGreaterThan(100);
});
