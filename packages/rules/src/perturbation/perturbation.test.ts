import { ArgumentError, createRng, type Loss, type Params } from '@lrsim/core';
import { activationNamed, dale } from '@lrsim/rnn';
import { describe, expect, it } from 'vitest';
import { normals, randomParams, regressionBatch, relativeDifference, smallNetwork } from '../../test/small-problem.js';
import { maskedSquaredError } from '../losses/losses.js';
import type { LeakyRule } from '../types.js';
import { esAntithetic, esRanked } from './evolution-strategies.js';
import { miconi, miconiTrace } from './miconi.js';
import { nodePert } from './node-pert.js';
import { nodePertRate } from './node-pert-rate.js';
import { reinforce } from './reinforce.js';
import { noTrialsYet } from './running-loss.js';
import { stateBeforeActivation } from './state-before-activation.js';
import { weightPert } from './weight-pert.js';

const batch = regressionBatch();
const run = <S>(rule: LeakyRule<S>, loss: Loss = maskedSquaredError, network = smallNetwork(), seed = 1) =>
  rule.gradient(network, randomParams(network), batch, loss, rule.init(network, createRng(0)), createRng(seed));

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
