import { describe, expect, it } from 'vitest';
import { failingChecks } from '../../test/failing-checks.js';
import { feedforward, type Result, sound } from '../../test/feedforward.js';
import { createRng } from '../random.js';
import type { LearningRule, Params } from '../types.js';
import { describeRule, type RuleSuiteOptions } from './rule.js';

const failures = (rule: LearningRule<unknown>, options: RuleSuiteOptions<unknown> = {}) =>
  failingChecks((runner) =>
    describeRule(runner, rule, feedforward, { exactParameters: ['readoutWeights'], ...options }),
  );

type Gradient = (...args: Parameters<LearningRule<unknown>['gradient']>) => Result;
const soundGradient = sound.gradient.bind(sound) as unknown as Gradient;
const withGradient = (gradient: Gradient): LearningRule<unknown> =>
  ({ ...sound, gradient }) as unknown as LearningRule<unknown>;
/** The sound rule with its result changed after it was made. */
const altered = (change: (result: Result, ...args: Parameters<Gradient>) => Partial<Result> | undefined) =>
  withGradient((...args) => {
    const result = soundGradient(...args);
    return { ...result, ...change(result, ...args) };
  });
const changing = (name: string, change: (g: number, k: number, ...args: Parameters<Gradient>) => number) =>
  altered(({ gradients }, ...args) => ({
    gradients: {
      ...gradients,
      [name]: { ...gradients[name], data: gradients[name].data.map((g, k) => change(g, k, ...args)) },
    },
  }));

describe('describeRule', () => {
  it('passes a sound rule', async () => expect(await failures(sound)).toEqual([]));

  it('passes a rule that is wrong in all but the readout and says so', async () => {
    const crude = { ...changing('inputWeights', (g) => g / 2), estimate: 'biased' as const };
    expect(await failures(crude)).toEqual([]);
  });

  it.each<[string, LearningRule<unknown>, RegExp]>([
    ['no source', { ...sound, source: '' }, /says its name/],
    [
      'a gradient missing',
      altered(({ gradients: { inputWeights } }) => ({ gradients: { inputWeights } })),
      /tree, shapes and precision/,
    ],
    [
      'a transposed shape',
      altered(({ gradients }) => ({
        gradients: { ...gradients, inputWeights: { ...gradients.inputWeights, shape: [2, 5] } },
      })),
      /tree, shapes and precision/,
    ],
    ['NaN', changing('inputWeights', (g, k) => (k === 3 ? Number.NaN : g)), /finite gradients/],
    ['half a gradient and a claim to be exact', changing('inputWeights', (g) => g / 2), /exact gradient of every/],
    [
      'a wrong readout',
      { ...changing('readoutWeights', (g) => g * 1.001), estimate: 'biased' as const },
      /exact gradient of readout/,
    ],
    ['a gradient without a loss', changing('inputWeights', (g) => g + 1e-3), /where the loss does not change/],
    ['a gradient that grows with the square of the loss', changing('inputWeights', (g) => g * g), /scales with/],
    [
      'an average over trials',
      changing('inputWeights', (g, _, __, ___, batch) => g / batch.trials),
      /adds over trials/,
    ],
    ['a preference for one unit', changing('inputWeights', (g, k) => (k < 2 ? 2 * g : g)), /treats units alike/],
    ['randomness of its own', changing('inputWeights', (g) => g * Math.random()), /same bytes/],
    [
      'undeclared draws from the generator',
      changing('inputWeights', (g, _, ...args) => g * args[5].uniform()),
      /same bytes/,
    ],
    [
      'noise from a generator of its own',
      withGradient((network, params, batch, loss, state) =>
        soundGradient(network, params, batch, loss, state, createRng(1)),
      ),
      /same bytes/,
    ],
    [
      'another network than it was given',
      withGradient((network, params, ...rest) => {
        const { inputWeights: U, readoutWeights } = params;
        const data = U.data.map((w: number) => w * 1.01);
        return soundGradient(network, { readoutWeights, inputWeights: { data, shape: U.shape } } as Params, ...rest);
      }),
      /runs the network it is given/,
    ],
    [
      'a state that is no data',
      { ...sound, init: () => ({ draw: () => 1 }) } as LearningRule<unknown>,
      /state that is data/,
    ],
    [
      'a step taken in place',
      altered((_, __, params) => void params.inputWeights.data.fill(0, 0, 1)),
      /changes neither/,
    ],
    [
      'inputs without regard to the batch’s size',
      withGradient((network, params, batch, ...rest) =>
        soundGradient(
          network,
          params,
          { ...batch, inputs: batch.inputs.slice(0, batch.trials * batch.steps * 2) },
          ...rest,
        ),
      ),
      /other sizes/,
    ],
    [
      'a blind eye to a loss of NaN',
      withGradient((network, params, batch, loss, ...rest) =>
        soundGradient(network, params, batch, (r, b) => ({ ...loss(r, b), value: loss(r, b).value || 0 }), ...rest),
      ),
      /not finite/,
    ],
  ])('fails a rule with %s', async (_, rule, expected) => {
    expect((await failures(rule)).join('\n')).toMatch(expected);
  });

  it('fails a rule that hands out the same arrays again', async () => {
    const shared = new Float64Array(10);
    const sharing = altered(({ gradients }) => {
      shared.set(gradients.inputWeights.data);
      return { gradients: { ...gradients, inputWeights: { data: shared, shape: [5, 2] } } };
    });
    expect((await failures(sharing)).join('\n')).toMatch(/changes neither/);
  });

  it('lets a rule that says it is stochastic draw, and then asks that it does', async () => {
    const drawing = {
      ...changing('inputWeights', (g, _, ...args) => g * args[5].uniform()),
      estimate: 'biased' as const,
    };
    expect(await failures(drawing, { stochastic: true })).toEqual([]);
    expect((await failures(sound, { stochastic: true })).join('\n')).toMatch(/same bytes/);
  });

  it('exchanges units in the state as well, where told how', async () => {
    const factors = [1, 2, 3, 4, 5];
    const weighted = {
      ...changing('inputWeights', (g, k, ...args) => g * (args[4] as number[])[Math.floor(k / 2)]),
      init: () => factors,
      estimate: 'biased' as const,
    };
    expect((await failures(weighted)).join('\n')).toMatch(/treats units alike/);
    const permuteState = (state: unknown, order: readonly number[]) => order.map((from) => (state as number[])[from]);
    expect(await failures(weighted, { permuteState })).toEqual([]);
  });
});
