import { ArgumentError, createRng, NonFiniteError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dale, sparse, sparsityMask } from '../constraint.js';
import { type SpikingNetworkOptions, spikingNetwork } from './spiking-network.js';

const array = (shape: number[], ...values: number[]) => ({ data: Float64Array.from(values), shape });
/** A decay of 1/2 in a step of 1 ms. */
const half = 1 / Math.LN2;

/** Unit 0 is driven by the input, unit 1 by unit 0; the readout counts spikes of 0, and tens of 1. */
const chain = {
  recurrentWeights: array([2, 2], 0, 0, 5, 0),
  inputWeights: array([2, 1], 1, 0),
  readoutWeights: array([1, 2], 1, 10),
  readoutBias: array([1], 0.25),
};
const make = (options: Partial<SpikingNetworkOptions> = {}) =>
  spikingNetwork({
    nIn: 1,
    nUnits: 2,
    nOut: 1,
    membraneTimeConstantMs: half,
    adaptationTimeConstantMs: half,
    readoutTimeConstantMs: half,
    threshold: 2,
    adaptation: [1, 0],
    ...options,
  });
const size = { trials: 1, steps: 5 };
const close = (found: ArrayLike<number>, expected: readonly number[]) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, k) => {
    expect(found[k]).toBeCloseTo(value, 12);
  });
};

describe('spikingNetwork', () => {
  it('computes potential, threshold, spike and readout in this order', () => {
    // Unit 0, input 3 throughout: v = 3 > 2, spike. Its threshold follows one step later: a = 1, 1/2 + 0, ...
    // t = 2: v = 3/2 + 3 - 2 = 5/2, a = 1, threshold 3: silent. t = 3: v = 5/4 + 3 = 17/4, a = 1/2, 5/2: spike.
    // t = 4: v = 17/8 + 3 - 2 = 25/8, a = 1/4 + 1, 13/4: silent. t = 5: v = 25/16 + 3 = 73/16, a = 5/8, 21/8: spike.
    // Unit 1 gets 5 one step after each spike of unit 0: v = 5 > 2 at t = 2, then 5/2 - 2 = 1/2, 1/4 + 5, 21/8 - 2.
    const network = make();
    const inputs = [3, 3, 3, 3, 3];
    const { potentials, thresholds } = network.membranes(chain, inputs, size);
    close(potentials, [3, 0, 5 / 2, 5, 17 / 4, 1 / 2, 25 / 8, 21 / 4, 73 / 16, 5 / 8]);
    close(thresholds, [2, 2, 3, 2, 5 / 2, 2, 13 / 4, 2, 21 / 8, 2]);
    const { rates, outputs, meanSquareRate } = network.run(chain, inputs, size);
    expect([...rates]).toEqual([1, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
    expect(meanSquareRate).toBe(0.5);
    close(outputs, [1.25, 10.875, 6.6875, 13.59375, 8.046875]);
  });

  it('has the surrogate slope gamma / v_th max(0, 1 - |v - A| / v_th), and none in the refractory period', () => {
    const { slopes } = make({ dampening: 0.5 }).forward(chain, [3, 3, 3, 3, 3], size);
    const at = (v: number, A: number) => 0.25 * Math.max(0, 1 - Math.abs(v - A) / 2);
    close(slopes.subarray(0, 4), [at(3, 2), at(0, 2), at(5 / 2, 3), at(5, 2)]);
    const resting = make({ refractorySteps: 2 });
    const { rollout, slopes: rested } = resting.forward(chain, [9, 9, 9, 9, 9], size);
    const ofUnit0 = (values: ArrayLike<number>) => Array.from(values).filter((_, k) => k % 2 === 0);
    expect(ofUnit0(rollout.rates)).toEqual([1, 0, 0, 1, 0]);
    expect([1, 2, 4].map((t) => ofUnit0(rested)[t])).toEqual([0, 0, 0]);
  });

  it('keeps trials apart: a batch is its trials one by one', () => {
    const network = spikingNetwork({ nIn: 3, nUnits: 8, nOut: 2, membraneTimeConstantMs: 5 });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = createRng(seed);
        const params = network.init(rng);
        const inputs = Float64Array.from({ length: 2 * 20 * 3 }, () => rng.normal());
        const both = network.run(params, inputs, { trials: 2, steps: 20 });
        const second = network.run(params, inputs.subarray(60), { trials: 1, steps: 20 });
        expect([...both.rates.subarray(160)]).toEqual([...second.rates]);
        expect([...both.outputs.subarray(40)]).toEqual([...second.outputs]);
      }),
      { numRuns: 20 },
    );
  });

  it('uses no self-connection, and applies its constraint in the run and to gradients', () => {
    const own = { ...chain, recurrentWeights: array([2, 2], 100, 0, 5, -100) };
    const inputs = [3, 3, 3, 3, 3];
    expect(make().run(own, inputs, size).rates).toEqual(make().run(chain, inputs, size).rates);
    const negative = { ...chain, recurrentWeights: array([2, 2], 0, 0, -5, 0) };
    const network = make({ constraint: dale(2, 0.5) });
    expect(network.run(negative, inputs, size).rates).toEqual(make().run(chain, inputs, size).rates);
    const { readoutWeights, readoutBias, inputWeights } = chain;
    const ofCell = {
      recurrentWeights: Float64Array.of(1, 2, 3, 4),
      inputWeights: inputWeights.data,
      readoutWeights: readoutWeights.data,
      readoutBias: readoutBias.data,
    };
    expect([...network.gradientsOf(negative, ofCell).recurrentWeights.data].map((g) => g + 0)).toEqual([0, 0, -3, 0]);
    expect([...make().gradientsOf(chain, ofCell).recurrentWeights.data]).toEqual([0, 2, 3, 0]);
  });

  it('draws weights of the scale it says, none of them on the diagonal (five standard errors)', () => {
    const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const within = (found: Float64Array, expected: number) =>
      expect(Math.abs(rms(found) / expected - 1)).toBeLessThan(5 / Math.sqrt(2 * found.length));
    const sizes = { nIn: 30, nUnits: 60, nOut: 2 };
    const { recurrentWeights: W, inputWeights } = spikingNetwork({ ...sizes, gain: 0.5 }).init(createRng(1));
    expect(W.data.filter((_, k) => k % 61 === 0).every((w) => w === 0)).toBe(true);
    within(
      W.data.filter((_, k) => k % 61 !== 0),
      0.5 / Math.sqrt(60),
    );
    within(inputWeights.data, 1 / Math.sqrt(30));
    const constraint = sparse(sparsityMask(createRng(2), 60, 0.25));
    const thinned = spikingNetwork({ ...sizes, constraint }).init(createRng(1)).recurrentWeights.data;
    expect(thinned[1] / W.data[1]).toBeCloseTo(4, 12); // 1 / sqrt(density), and twice the gain
    const balanced = spikingNetwork({ ...sizes, constraint: dale(60, 0.8) }).init(createRng(1)).recurrentWeights.data;
    expect([balanced[1] / W.data[1], balanced[59] / W.data[59]]).toEqual([0.5, 2]);
  });

  it('draws noise of its own standard deviation, which the membrane keeps', () => {
    const network = make({ noise: 0.3 });
    const many = { trials: 50, steps: 100 };
    const drawn = network.drawNoise(createRng(1), many)?.preActivation as Float64Array;
    const sd = Math.sqrt(drawn.reduce((sum, e) => sum + e * e, 0) / drawn.length);
    expect(Math.abs(sd / 0.3 - 1)).toBeLessThan(5 / Math.sqrt(2 * drawn.length));
    expect(make().drawNoise(createRng(1), many)).toBeUndefined();
    const pulse = { preActivation: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
    const { potentials } = network.membranes(chain, [0, 0, 0, 0, 0], size, pulse);
    close(potentials, [1, 0, 0.5, 0, 0.25, 0, 0.125, 0, 0.0625, 0]);
  });

  it('takes time constants in ms: twice the step is twice the decay, and the defaults are the paper’s', () => {
    const { membraneDecay, adaptationDecay, readoutLeak, threshold, dampening, adaptation, refractorySteps } =
      spikingNetwork({ nIn: 1, nUnits: 1, nOut: 1, dtMs: 2, readoutTimeConstantMs: 0 });
    expect({ membraneDecay, adaptationDecay, readoutLeak }).toEqual({
      membraneDecay: Math.exp(-0.1),
      adaptationDecay: Math.exp(-0.001),
      readoutLeak: 0,
    });
    expect({ threshold, dampening, refractorySteps, beta: [...adaptation] }).toEqual({
      threshold: 0.6,
      dampening: 0.3,
      refractorySteps: 0,
      beta: [0.0174],
    });
  });
});

describe('spikingNetwork raises an error that says what to do for', () => {
  it.each<[string, Partial<SpikingNetworkOptions>, string]>([
    ['no units', { nUnits: 0 }, 'nUnits is 0'],
    ['no time', { dtMs: 0 }, 'dtMs is 0; expected a number above 0'],
    ['a negative time constant', { membraneTimeConstantMs: -1 }, 'membraneTimeConstantMs is -1'],
    ['a threshold of 0', { threshold: 0 }, 'threshold is 0'],
    ['adaptation of another length', { adaptation: [1] }, 'adaptation has 1 values; expected 2'],
    ['negative adaptation', { adaptation: [0, -1] }, 'adaptation[1] is -1'],
    ['half a refractory step', { refractorySteps: 0.5 }, 'refractorySteps is 0.5'],
    ['a constraint of another size', { constraint: dale(4) }, 'shape [4, 4]'],
  ])('%s', (_, options, message) => {
    expect(() => make(options)).toThrow(ArgumentError);
    expect(() => make(options)).toThrow(message);
  });

  const inputs = [0, 0, 0, 0, 0];
  it.each<[string, () => unknown, string]>([
    ['inputs of another length', () => make().run(chain, [1], size), 'inputs has 1 values; expected 5'],
    ['NaN in the inputs', () => make().run(chain, [0, Number.NaN, 0, 0, 0], size), 'inputs is NaN at [0, 1, 0]'],
    ['noise on the rates', () => make().run(chain, inputs, size, { rates: inputs }), 'expected noise.preActivation'],
    ['noise of another length', () => make().run(chain, inputs, size, { preActivation: [0] }), 'has 1 values'],
    [
      'a parameter of another shape',
      () => make().run({ ...chain, inputWeights: array([1, 2], 1, 2) }, inputs, size),
      'expected [2, 1]',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(ArgumentError);
    expect(act).toThrow(message);
  });

  it('potentials without bound', () => {
    const run = () => make().run({ ...chain, inputWeights: array([2, 1], 1e308, 0) }, [9, 9, 9, 9, 9], size);
    expect(run).toThrow(NonFiniteError);
    expect(run).toThrow('the membrane potential of unit 0');
  });
});
