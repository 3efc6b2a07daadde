import { createRng } from '../random.js';
import type { Floats, LearningRule, Loss, Network, Params, TrialBatch } from '../types.js';
import { differences, digest, expectSameTree, largestDifference, mapData, pick } from './gradient-trees.js';
import {
  mapArrays,
  permuteArrays,
  permuteUnits,
  projectionOfRates,
  randomBatch,
  randomParams,
  singleTrial,
  sizes,
  sumOfSquares,
} from './rule-problem.js';
import { argumentError, expectThat, type TestRunner } from './runner.js';

/** Makes the network a rule is checked on, without constraint, with that standard deviation of noise on its rates. */
export type RuleNetwork<F extends Floats> = (
  sizes: { readonly nIn: number; readonly nUnits: number; readonly nOut: number },
  noise: number,
) => Network<F>;

/** What a conformance run needs to know beside the rule. */
export interface RuleSuiteOptions<S> {
  /** Parameters whose gradient is exact whatever the rule; the readout's by default. */
  readonly exactParameters?: readonly string[];
  /** True for a rule that draws random numbers of its own (default false: noise-free networks need none). */
  readonly stochastic?: boolean;
  /** False for a rule whose result is not proportional to the loss, such as one that reads ranks (default true). */
  readonly scales?: boolean;
  /**
   * How the rule's state changes when unit i becomes what unit order[i] was. By default named arrays change along their axes of
   * units, and any other state stays as it is.
   */
  readonly permuteState?: (state: S, order: readonly number[]) => S;
}

/** By precision: rounding relative to the largest entry; step and tolerance of finite differences. */
const precisions = {
  float64: { rounding: 1e-11, step: 1e-5, difference: 1e-7 },
  float32: { rounding: 1e-5, step: 1e-2, difference: 5e-3 },
} as const;

/**
 * The conformance suite of learning rules: the parameters' own tree back, the same bytes for the same seed, nothing
 * changed that was given, linearity in the loss, additivity over trials, no preference among units, and finite
 * differences of everything that is promised to be exact. A new rule is one more call for each kernel.
 *
 * @param makeNetwork - makes a network the rule works on; with a smooth activation where its precision is float32, since
 *   finite differences need larger steps there.
 */
export function describeRule<S, F extends Floats>(
  runner: TestRunner,
  rule: LearningRule<S>,
  makeNetwork: RuleNetwork<F>,
  options: RuleSuiteOptions<S> = {},
): void {
  const { exactParameters = ['readoutWeights', 'readoutBias'], stochastic = false, scales = true } = options;
  const { permuteState } = options;
  const { describe, it } = runner;
  const batch = randomBatch();
  const loss = sumOfSquares();
  /** Everything one check needs, made inside it: a kernel may become ready only after the suite was described. */
  const setUp = (noise = 0) => {
    const network = makeNetwork(sizes, noise);
    const params = randomParams(network);
    const state = rule.init(network, createRng('rule suite state'));
    const precision = precisions[Object.values(params)[0].data instanceof Float32Array ? 'float32' : 'float64'];
    const gradient = (change: { params?: Params<F>; batch?: TrialBatch; loss?: Loss; state?: S; seed?: number } = {}) =>
      rule.gradient(
        network,
        change.params ?? params,
        change.batch ?? batch,
        change.loss ?? loss,
        change.state ?? state,
        createRng(change.seed ?? 1),
      );
    return { network, params, state, precision, gradient };
  };
  const close = (found: Params, expected: Params, tolerance: number, what: string) => {
    const largest = Math.max(1, ...Object.values(expected).flatMap(({ data }) => Array.from(data, Math.abs)));
    const error = largestDifference(found, expected);
    expectThat(error <= tolerance * largest, `${what}: differ by ${error}; at most ${tolerance * largest} is expected`);
  };

  describe(`learning rule ${rule.name}`, () => {
    it('says its name and where it is defined', () => {
      expectThat(rule.name !== '' && rule.source !== '', 'name or source is empty');
      expectThat(['local', 'nonlocal'].includes(rule.locality), `locality is ${rule.locality}`);
      expectThat(['exact', 'unbiased', 'biased'].includes(rule.estimate), `estimate is ${rule.estimate}`);
      expectThat(rule.cost.memory !== '' && rule.cost.time !== '', 'the cost is empty');
    });
    it('returns finite gradients in the tree, shapes and precision of the parameters, and what it ran', () => {
      const { params, gradient } = setUp();
      const { gradients, rollout, loss: value } = gradient();
      expectSameTree(gradients, params);
      expectThat(
        Object.values(gradients).some(({ data }) => data.some((g: number) => g !== 0)),
        'all gradients are 0',
      );
      expectThat(rollout.trials === batch.trials && rollout.steps === batch.steps, 'the rollout is of another size');
      const sum = Object.values(value.terms).reduce((total, term) => total + term, 0);
      expectThat(Math.abs(sum - value.value) < 1e-9 * Math.abs(value.value), `the terms add up to ${sum}`);
    });
    it('runs the network it is given: its loss is that of the network’s own run', () => {
      const { network, params, gradient } = setUp();
      const expected = loss(network.run(params, batch.inputs, batch), batch).value;
      const { value } = gradient().loss;
      expectThat(Math.abs(value - expected) <= 1e-12 * Math.abs(expected), `the loss is ${value}, not ${expected}`);
    });
    it('gives the same bytes for the same seed, and draws the noise of the network from it', () => {
      const { gradient } = setUp(0.3);
      const [once, again, other] = [2, 2, 3].map((seed) => digest(gradient({ seed })));
      expectThat(once === again, 'two calls under one seed differ');
      expectThat(once !== other, 'two seeds give the same noise');
      const quiet = setUp();
      const same = digest(quiet.gradient({ seed: 2 })) === digest(quiet.gradient({ seed: 3 }));
      expectThat(same !== stochastic, `without noise two seeds ${same ? 'agree' : 'differ'}`);
    });
    it('has a state that is data: a copy of it does the same', () => {
      const { state, gradient } = setUp();
      expectThat(digest(gradient({ state: structuredClone(state) })) === digest(gradient()), 'a copied state differs');
    });
    it('changes neither parameters, batch and state nor what it has returned', () => {
      const { params, state, gradient } = setUp(0.3);
      const given = JSON.stringify([params, batch, state]);
      const result = gradient();
      const returned = digest(result);
      gradient({ seed: 9 });
      expectThat(JSON.stringify([params, batch, state]) === given, 'an argument was changed');
      expectThat(digest(result) === returned, 'a second call changed the result of the first');
    });
    it('gives no gradient where the loss does not change', () => {
      const { gradients } = setUp(0.3).gradient({ loss: sumOfSquares(0) });
      const zero = Object.values(gradients).every(({ data }) => data.every((g: number) => g === 0));
      expectThat(zero, 'a loss that is always 0 has a gradient');
    });
    if (scales)
      it('scales with the loss', () => {
        const { gradient, precision } = setUp();
        // a power of two: rounding stays as it is, also where a rule divides the difference of two losses by a small number
        const expected = mapData(gradient().gradients, (g) => -4 * g);
        const found = gradient({ loss: sumOfSquares(-4) }).gradients;
        close(found, expected, precision.rounding, 'gradients of -4 times the loss');
      });
    if (!stochastic)
      it('adds over trials where the loss does', () => {
        const { gradient, precision } = setUp();
        const single = (trial: number) => gradient({ batch: singleTrial(batch, trial) }).gradients;
        const parts = Array.from({ length: batch.trials }, (_, trial) => single(trial));
        const sum = mapData(parts[0], (_, name, k) => parts.reduce((total, part) => total + part[name].data[k], 0));
        close(gradient().gradients, sum, precision.rounding, 'the batch and the sum of its trials');
      });
    if (!stochastic)
      it('treats units alike: exchanging them exchanges their gradients', () => {
        const { params, state, gradient, precision } = setUp();
        const order = [3, 0, 4, 1, 2];
        const exchanged = mapArrays(params, (array) => permuteUnits(array, order));
        const found = gradient({ params: exchanged, state: (permuteState ?? permuteArrays)(state, order) }).gradients;
        const expected = mapArrays(gradient().gradients as Params<F>, (array) => permuteUnits(array, order));
        close(found, expected, precision.rounding, 'units in another order');
      });
    const promised = rule.estimate === 'exact' ? 'of every parameter' : `of ${exactParameters.join(' and ')}`;
    if (rule.estimate === 'exact' || exactParameters.length > 0)
      it(`gives the exact gradient ${promised}, by finite differences`, () => {
        const { network, params, gradient, precision } = setUp();
        const names = rule.estimate === 'exact' ? Object.keys(params) : exactParameters;
        for (const [what, one] of Object.entries({ 'of outputs and rates': loss, 'of rates': projectionOfRates })) {
          const lossAt = (changed: Params<F>) => one(network.run(changed, batch.inputs, batch), batch).value;
          const expected = differences(params, names, precision.step, lossAt);
          close(pick(gradient({ loss: one }).gradients, names), expected, precision.difference, `a loss ${what}`);
        }
      });
    it('raises an ArgumentError for a batch of other sizes than the network', () => {
      const wrong = { ...batch, nIn: 3, inputs: new Float32Array((batch.inputs.length / 2) * 3) };
      argumentError(() => setUp().gradient({ batch: wrong }), 'a batch with 3 inputs');
    });
    it('raises an ArgumentError for a loss that is not finite', () => {
      const notFinite: Loss = (rollout, of) => ({ ...loss(rollout, of), value: Number.NaN });
      argumentError(() => setUp().gradient({ loss: notFinite }), 'a loss of NaN');
    });
  });
}
