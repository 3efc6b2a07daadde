import { createRng } from '@lrsim/core';
import { expect, it } from 'vitest';
import {
  bandit,
  changingEnvironment,
  contextSwitch,
  matchingPennies,
  pneumostomeOpening,
  twoStep,
  withTrialHistory,
} from '../index.js';
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

it('matchingPennies asks for the side that the player has shown less', () => {
  // With a rate of 1 the mean is the last choice, and the opponent shows the other side of it.
  for (const { variables } of matchingPennies({ learningRate: 1 }).sample(createRng('pennies'), 100).info)
    expect(variables.next).toBe(1 - (numbers(variables.choices).at(-1) as number));
  // With a small one a player who shows one side most of the time is answered with the other.
  const task = matchingPennies({ rounds: 12 });
  const batch = task.sample(createRng('pennies'), 500);
  const clear = batch.info.filter(
    ({ variables }) => Math.abs(numbers(variables.choices).reduce((a, b) => a + b) - 6) > 4,
  );
  expect(clear.length).toBeGreaterThan(5);
  for (const { variables } of clear)
    expect(variables.next).toBe(Number(numbers(variables.choices).reduce((a, b) => a + b) < 6));
  // Before anything was chosen it takes the mean for 0.
  batch.info.forEach(({ periods }, trial) => {
    const [first] = task.channels.opponent;
    expect(batch.inputs[(trial * batch.steps + periods.round1[0]) * batch.nIn + first + 1]).toBe(1);
  });
  expect(() => matchingPennies({ learningRate: 2 })).toThrow(/learningRate is 2/);
});

it('pneumostomeOpening breathes by the skin where the pneumostome was poked, and by it at the surface alone otherwise', () => {
  const task = pneumostomeOpening();
  const batch = task.sample(createRng('snail'), 300);
  batch.info.forEach(({ periods, variables }, trial) => {
    const best = task.classes[batch.targets[trial * batch.steps + periods.decision[0]]];
    const expected = variables.poked === 1 ? 'skin' : variables.depth === 0 ? 'pneumostome' : 'up';
    expect(best).toContain(expected);
    expect(numbers(variables.seen).some((action) => action < 2)).toBe(true);
  });
});

it('contextSwitch asks for what was right a step before: right 90 % of the time, and half of it in the form of neurogym', () => {
  const batch = contextSwitch({ steps: 100 }).sample(createRng('switch'), 100);
  let [right, all] = [0, 0];
  for (let trial = 0; trial < 100; trial++)
    for (let step = 1; step < 99; step++) {
      const row = trial * 100 + step;
      // The feedback of the next step tells which action was right at this one.
      right += Number(batch.targets[row] === 1 + batch.inputs[(row + 1) * 4 + 3]);
      all++;
    }
  expect(Math.abs(right / all - 0.9)).toBeLessThan(4.5 * Math.sqrt(0.09 / all));
  expect(batch.mask[0]).toBe(0);
  const original = contextSwitch({ original: true });
  expect(original.nIn).toBe(2);
  expect(original.checkAnswers(original.sample(createRng('switch'), 10))?.responses).toBe(0);
});

it('changingEnvironment hides its context where asked, and keeps it for some time with trial history', () => {
  expect(changingEnvironment({ original: true }).nIn).toBe(3);
  expect(Object.keys(changingEnvironment({ contextShown: false }).channels)).toEqual(['fixation', 'stimulus']);
  const lasting = withTrialHistory(changingEnvironment(), {
    variable: 'context',
    transitions: [
      [0.99, 0.01],
      [0.01, 0.99],
    ],
  });
  const { info } = lasting.sample(createRng('environment'), 4000);
  const changes = info.slice(1).filter(({ variables }, k) => variables.context !== info[k].variables.context).length;
  expect(Math.abs(changes - 40)).toBeLessThan(4.5 * Math.sqrt(40));
});
