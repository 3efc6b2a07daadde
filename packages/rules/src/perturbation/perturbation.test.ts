import {
  ArgumentError,
  createRng,
  type Floats,
  type Loss,
  type LossValue,
  type Params,
  type Rollout,
} from '@lrsim/core';
import { activationNamed, dale } from '@lrsim/rnn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolloutOf } from '../../test/rollout-of.js';
import { normals, randomParams, regressionBatch, relativeDifference, smallNetwork } from '../../test/small-problem.js';
import { maskedSquaredError } from '../losses/losses.js';
import type { LeakyRule } from '../types.js';
import { centredRanks } from './centred-ranks.js';
import { esAntithetic, esRanked } from './evolution-strategies.js';
import { miconi, miconiTrace } from './miconi.js';
import { nodePert } from './node-pert.js';
import { nodePertRate } from './node-pert-rate.js';
import { reinforce } from './reinforce.js';
import { noTrialsYet, surprise } from './running-loss.js';
import { stateBeforeActivation } from './state-before-activation.js';
import { trialLosses } from './trial-losses.js';
import { weightPert } from './weight-pert.js';

const batch = regressionBatch();
const run = <S>(rule: LeakyRule<S>, loss: Loss = maskedSquaredError, network = smallNetwork(), seed = 1) =>
  rule.gradient(network, randomParams(network), batch, loss, rule.init(network, createRng(0)), createRng(seed));

describe('centredRanks', () => {
  it('is from -1/2 to 1/2 in the order of the values', () => {
    expect([...centredRanks([3, 1, 10])]).toEqual([0, -0.5, 0.5]);
  });

  it('gives equal values one rank, sums to 0 and knows only the order', () => {
    expect([...centredRanks([2, 2, 2])]).toEqual([0, 0, 0]);
    expect([...centredRanks([1, 5, 5, 9, 0])]).toEqual([-0.25, 0.125, 0.125, 0.5, -0.5]);
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, (some) => {
        const ranks = centredRanks(some);
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(0, 12);
        expect([...centredRanks(some.map((value) => Math.exp(value)))]).toEqual([...ranks]);
        some.forEach((p, k) => {
          some.forEach((q, l) => {
            expect(Math.sign(ranks[k] - ranks[l])).toBe(Math.sign(p - q));
          });
        });
      }),
    );
  });
});

describe('surprise', () => {
  const info = (conditions: number[]) => ({
    info: conditions.map((condition) => ({ condition, periods: {}, variables: {} })),
  });

  it('is the distance to the running mean of the trial’s own condition, trial after trial', () => {
    const first = surprise(noTrialsYet(), info([0, 2, 0]), [1, 8, 3], 0.75);
    expect([...first.surprises]).toEqual([0, 0, 2]); // a first trial is what the mean starts from
    expect([...first.running.meanLoss.data]).toEqual([1.5, 0, 8]);
    expect([...first.running.trialsSeen.data]).toEqual([2, 0, 1]);
    const second = surprise(first.running, info([2, 1]), [4, 6], 0.75);
    expect([...second.surprises]).toEqual([-4, 0]);
    expect([...second.running.meanLoss.data]).toEqual([1.5, 6, 7]);
    expect([...first.running.meanLoss.data]).toEqual([1.5, 0, 8]); // not changed
  });

  it('takes trials without a condition for one condition', () => {
    expect([...surprise(noTrialsYet(), { info: [] }, [2, 3], 0.5).surprises]).toEqual([0, 1]);
  });
});

describe('trialLosses', () => {
  const rollouts = ['clean', 'perturbed'].map((label) =>
    rolloutOf(
      batch,
      Float64Array.from(normals(`${label} outputs`, batch.targets.length)),
      Float64Array.from(normals(`${label} rates`, batch.trials * batch.steps * 5)),
    ),
  );
  const [clean, perturbed] = rollouts;
  const silent: Loss = (...args) => ({ ...maskedSquaredError(...args), perTrial: undefined });

  it('finds the change of each trial also where the loss does not say its share', () => {
    const changes = [maskedSquaredError, silent].map((loss) => {
      const losses = trialLosses('test', loss, batch, { rollout: clean, loss: loss(clean, batch) }, perturbed);
      expect(losses.clean.reduce((sum, share) => sum + share, 0)).toBeCloseTo(loss(clean, batch).value, 12);
      return losses.perturbed.map((value, trial) => value - losses.clean[trial]);
    });
    expect(relativeDifference(changes[1], changes[0])).toBeLessThan(1e-13);
    expect(Math.hypot(...changes[0])).toBeGreaterThan(0.01);
  });

  it('shows such a loss the rates and mean squared rate of the trial that changed', () => {
    const ofRates: Loss = <F extends Floats>(rollout: Rollout<F>): LossValue<F> => ({
      value: rollout.meanSquareRate + rollout.rates[0],
      terms: {},
      dOutputs: rollout.outputs,
    });
    const losses = trialLosses('test', ofRates, batch, { rollout: clean, loss: ofRates(clean, batch) }, perturbed);
    const changes = losses.perturbed.map((value, trial) => value - losses.clean[trial]);
    const total = ofRates(perturbed, batch).value - ofRates(clean, batch).value;
    expect(changes.reduce((sum, change) => sum + change, 0)).toBeCloseTo(total, 12); // additive over trials
  });

  it('refuses shares that are not one for each trial', () => {
    const wrong: Loss = (...args) => ({ ...maskedSquaredError(...args), perTrial: new Float64Array(2) });
    const call = () => trialLosses('test', wrong, batch, { rollout: clean, loss: wrong(clean, batch) }, perturbed);
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow('test: perTrial of the loss has 2 values; expected 3');
  });
});

describe('stateBeforeActivation', () => {
  it.each(['pre-activation', 'rate'] as const)('is what the rates follow from, leak on the %s', (leak) => {
    const network = smallNetwork({ leak, activation: 'tanh' });
    const params = randomParams(network);
    const noise = { preActivation: normals('exploration', batch.trials * batch.steps * 5).map((xi) => 0.3 * xi) };
    const { rates } = network.run(params, batch.inputs, batch, noise);
    const states = stateBeforeActivation(network.cellOf(params), batch, { rates }, noise);
    const { value: f } = activationNamed('tanh');
    const before = (k: number) =>
      Math.floor(k / 5) % batch.steps === 0 ? params.initialState.data[k % 5] : rates[k - 5];
    const expected = states.map((a, k) =>
      leak === 'rate' ? (1 - network.alpha) * before(k) + network.alpha * f(a) : f(a),
    );
    expect(relativeDifference(expected, rates)).toBeLessThan(1e-14);
  });
});

describe('rules from perturbations', () => {
  it('leave alone and do not credit connections a network lacks', () => {
    const constraint = dale(5, 0.6);
    const network = smallNetwork({ constraint });
    const given = randomParams(network);
    const recurrentWeights = { ...given.recurrentWeights, data: given.recurrentWeights.data.slice() };
    recurrentWeights.data[1] = 0; // rests under Dale's law
    const params = { ...given, recurrentWeights };
    const moved: Params[] = [];
    const watched = {
      ...network,
      run: (...args: Parameters<typeof network.run>) => {
        moved.push(args[0]);
        return network.run(...args);
      },
    };
    const rules: LeakyRule[] = [weightPert(), esAntithetic({ pairs: 2 }), nodePert(), nodePertRate(), miconiTrace()];
    for (const rule of rules) {
      const state = rule.init(watched, createRng(0));
      const { gradients } = rule.gradient(watched, params, batch, maskedSquaredError, state, createRng(1));
      for (let k = 0; k < 25; k++)
        if (k % 6 === 0 || k === 1) {
          expect(Math.abs(gradients.recurrentWeights.data[k])).toBe(0);
          for (const each of moved) expect(each.recurrentWeights.data[k]).toBe(params.recurrentWeights.data[k]);
        } else expect(gradients.recurrentWeights.data[k], rule.name).not.toBe(0);
    }
    expect(moved.length).toBe(1 + 4 + 1 + 1 + 1);
  });

  it('rank shaping gives the same for any increasing function of the loss', () => {
    const exponential: Loss = (...args) => {
      const value = maskedSquaredError(...args);
      return { ...value, value: Math.exp(value.value), terms: {} };
    };
    const [plain, other] = [maskedSquaredError, exponential].map((loss) => run(esRanked(), loss).gradients);
    for (const name of Object.keys(plain)) expect(other[name].data).toEqual(plain[name].data);
    expect(run(esAntithetic(), exponential).gradients.bias.data).not.toEqual(run(esAntithetic()).gradients.bias.data);
  });

  it('Miconi’s rule and its trace move recurrent weights alone; clipping binds', () => {
    for (const rule of [miconi({ pulsesHz: 50, clip: 1e6 }), miconiTrace()] as LeakyRule[]) {
      const { gradients } = run(rule);
      for (const [name, { data }] of Object.entries(gradients))
        expect(
          data.some((g: number) => g !== 0),
          `${rule.name} ${name}`,
        ).toBe(name === 'recurrentWeights');
    }
    const free = run(miconi({ pulsesHz: 50, clip: 1e6 })).gradients.recurrentWeights.data;
    const clipped = run(miconi({ pulsesHz: 50, clip: 1e-4 })).gradients.recurrentWeights.data;
    expect([...clipped]).toEqual([...free].map((g) => Math.min(1e-4, Math.max(-1e-4, g))));
    expect([...free].some((g) => Math.abs(g) > 1e-4)).toBe(true);
  });

  it('Miconi’s pulses come as often as asked for, and no larger', () => {
    const network = smallNetwork();
    let pulses: number[] = [];
    const watched: typeof network = {
      ...network,
      run: (params, inputs, size, noise) => {
        pulses = Array.from(noise?.preActivation ?? []);
        return network.run(params, inputs, size, noise);
      },
    };
    const trials = 200;
    const repeat = (all: Float32Array) =>
      Float32Array.from({ length: (all.length / 3) * trials }, (_, k) => all[k % all.length]);
    const large = {
      ...batch,
      trials,
      inputs: repeat(batch.inputs),
      targets: repeat(batch.targets),
      mask: repeat(batch.mask),
    };
    const rule = miconi({ pulsesHz: 10, amplitude: 0.2 });
    rule.gradient(watched, randomParams(network), large, maskedSquaredError, noTrialsYet(), createRng(1));
    const fraction = pulses.filter((pulse) => pulse !== 0).length / pulses.length;
    expect(pulses.length).toBe(trials * batch.steps * 5);
    expect(Math.abs(fraction - (10 * batch.dtMs) / 1000)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / pulses.length));
    expect(Math.max(...pulses.map(Math.abs))).toBeGreaterThan(0.19);
    expect(Math.max(...pulses.map(Math.abs))).toBeLessThanOrEqual(0.2);
  });

  it.each<[string, () => unknown, string]>([
    ['nodePert', () => nodePert({ sigma: 0 }), 'sigma is 0'],
    ['nodePertRate', () => nodePertRate({ sigma: -1 }), 'sigma is -1'],
    ['weightPert', () => weightPert({ sigma: Number.NaN }), 'sigma is NaN'],
    ['es_antithetic', () => esAntithetic({ pairs: 0 }), 'pairs is 0'],
    ['es_ranked', () => esRanked({ sigma: 0 }), 'sigma is 0'],
    ['reinforce', () => reinforce({ baselineDecay: 2 }), 'baselineDecay is 2'],
    ['miconi', () => miconi({ clip: 0 }), 'clip is 0'],
    ['miconiTrace', () => miconiTrace({ sigma: 0 }), 'sigma is 0'],
  ])('%s refuses an option out of its range', (name, make, message) => {
    expect(make).toThrow(ArgumentError);
    expect(make).toThrow(`${name}: ${message}`);
  });
});
