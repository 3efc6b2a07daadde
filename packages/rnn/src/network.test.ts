import { ArgumentError, createRng, NonFiniteError, type Params } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { dale, type RecurrentConstraint, sparse } from './constraint.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { type LeakyNetworkOptions, leakyNetwork } from './network.js';
import type { Kernel } from './types.js';

const make = (options: Partial<LeakyNetworkOptions<Float64Array>> = {}) =>
  leakyNetwork({ nIn: 1, nUnits: 2, nOut: 1, kernel: referenceKernel, ...options });
const array = (shape: number[], ...values: number[]) => ({ data: Float64Array.from(values), shape });

/** Unit 0 is driven by the input, unit 1 by unit 0; the readout sums both. */
const chain = {
  recurrentWeights: array([2, 2], 0, 0, 2, 0),
  inputWeights: array([2, 1], 1, 0),
  bias: array([2], 0, 0.5),
  readoutWeights: array([1, 2], 1, 10),
  readoutBias: array([1], 0.25),
  initialState: array([2], -1, 4),
};

describe('leakyNetwork', () => {
  it('computes the forward pass in the order of the paper: x_t and h_{t-1} act on a_t; noise after f', () => {
    const network = make({ alpha: 0.5, activation: 'relu' });
    // h_0 = f(a_0) = (0, 4), without noise.
    // t = 1: a = (0.5 * -1 + 0.5 * 3, 0.5 * 4 + 0.5 * (2 * 0 + 0.5)) = (1, 2.25); noise (0.5, 0): h = (1.5, 2.25)
    // t = 2: a = (0.5 * 1 + 0.5 * -4, 0.5 * 2.25 + 0.5 * (2 * 1.5 + 0.5)) = (-1.5, 2.875); noise (-1, 0): h = (-1, 2.875)
    const size = { trials: 1, steps: 2 };
    const { rates, outputs, meanSquareRate } = network.run(chain, [3, -4], size, { rates: [0.5, 0, -1, 0] });
    expect([...rates]).toEqual([1.5, 2.25, -1, 2.875]);
    expect([...outputs]).toEqual([0.25 + 1.5 + 22.5, 0.25 - 1 + 28.75]);
    expect(meanSquareRate).toBeCloseTo((1.5 ** 2 + 2.25 ** 2 + 1 + 2.875 ** 2) / 4, 14);
    expect([...network.run(chain, [3, -4], size).rates]).toEqual([1, 2.25, 0, 2.375]);
  });

  it('has the paper’s defaults: retanh, alpha 0.1, gain 1, no noise, no constraint', () => {
    const { activation, alpha, gain, noise, constraint, cell } = make();
    expect({ activation, alpha, gain, noise, constraint, cell }).toEqual({
      activation: 'retanh',
      alpha: 0.1,
      gain: 1,
      noise: 0,
      constraint: { kind: 'none' },
      cell: 'leaky',
    });
  });

  it('applies its constraint in every pass', () => {
    const inputs = [1, 1, 1];
    const size = { trials: 1, steps: 3 };
    const removed = sparse({ data: Float32Array.of(1, 1, 0, 1), shape: [2, 2] });
    const without = { ...chain, recurrentWeights: array([2, 2], 0, 0, 0, 0) };
    expect(make({ constraint: removed }).run(chain, inputs, size).rates).toEqual(
      make().run(without, inputs, size).rates,
    );
    const negative = { ...chain, recurrentWeights: array([2, 2], 7, 0, -2, 7) };
    expect(make({ constraint: dale(2, 0.5) }).run(negative, inputs, size).rates).toEqual(
      make().run(chain, inputs, size).rates,
    );
  });

  it('draws noise of its own standard deviation, the same for the same generator, and none where it has none', () => {
    const size = { trials: 50, steps: 100 };
    const drawn = make({ noise: 0.3 }).drawNoise(createRng(1), size)?.rates as Float64Array;
    const sd = Math.sqrt(drawn.reduce((sum, e) => sum + e * e, 0) / drawn.length);
    expect(drawn.length).toBe(10_000);
    expect(Math.abs(sd / 0.3 - 1)).toBeLessThan(5 / Math.sqrt(2 * drawn.length)); // five standard errors
    expect(make({ noise: 0.3 }).drawNoise(createRng(1), size)).toEqual({ rates: drawn });
    expect(make().drawNoise(createRng(1), size)).toBeUndefined();
  });
});

describe('leakyNetwork raises an error that says what to do for', () => {
  it.each<[string, Partial<LeakyNetworkOptions<Float64Array>>, string]>([
    ['no units', { nUnits: 0 }, 'nUnits is 0'],
    ['half an input', { nIn: 1.5 }, 'nIn is 1.5'],
    ['no output', { nOut: 0 }, 'nOut is 0'],
    ['no leak', { alpha: 0 }, 'alpha is 0; expected a number above 0 and at most 1'],
    ['a leak above 1', { alpha: 1.5 }, 'alpha is 1.5'],
    ['a negative gain', { gain: -1 }, 'gain is -1'],
    ['NaN as noise', { noise: Number.NaN }, 'noise is NaN'],
    ['an unknown activation', { activation: 'retahn' }, "Did you mean 'retanh'?"],
    ['a constraint of another size', { constraint: dale(4) }, 'shape [4, 4]'],
    [
      'a mask of halves',
      { constraint: { kind: 'sparse', density: 1, mask: { data: new Float32Array(4).fill(0.5), shape: [2, 2] } } },
      'the mask holds 0.5',
    ],
    [
      'cell types without Dale’s law',
      { cellTypes: { excitatory: 1, inhibitory: 1, blockProbability: 1 } },
      'expected a constraint made by dale',
    ],
    ['fewer units than cell types', { constraint: dale(2, 0.5), activation: 'relu' }, "cellTypes: 'none'"],
    [
      'a block probability above 1',
      { constraint: dale(2, 0.5), cellTypes: { excitatory: 1, inhibitory: 1, blockProbability: 2 } },
      'blockProbability is 2',
    ],
    [
      'a kernel that was not awaited',
      { kernel: Promise.resolve(referenceKernel) as unknown as Kernel<Float64Array> },
      'await it',
    ],
  ])('%s', (_, options, message) => {
    expect(() => make(options)).toThrow(ArgumentError);
    expect(() => make(options)).toThrow(message);
  });

  const size = { trials: 1, steps: 2 };
  const with2 = (change: Record<string, unknown>) => ({ ...chain, ...change }) as unknown as Params<Float64Array>;
  it.each<[string, () => unknown, string]>([
    ['inputs of another length', () => make().run(chain, [1, 2, 3], size), 'inputs has 3 values; expected 2'],
    ['NaN in the inputs', () => make().run(chain, [1, Number.NaN], size), 'inputs is NaN at [0, 1, 0]'],
    ['no trials', () => make().run(chain, [], { trials: 0, steps: 2 }), 'trials is 0'],
    ['half a step', () => make().run(chain, [], { trials: 1, steps: 0.5 }), 'steps is 0.5'],
    [
      'noise of another length',
      () => make().run(chain, [1, 2], size, { rates: [0] }),
      'noise.rates has 1 values; expected 4',
    ],
    [
      'noise that is NaN',
      () => make().run(chain, [1, 2], size, { rates: [0, 0, 0, Number.NaN] }),
      'noise are not finite',
    ],
    ['a missing parameter', () => make().run(with2({ bias: undefined }), [1, 2], size), 'params has no bias'],
    [
      'a parameter of another shape',
      () => make().run(with2({ inputWeights: array([1, 2], 1, 2) }), [1, 2], size),
      'params.inputWeights has the shape [1, 2]; expected [2, 1]',
    ],
    [
      'a parameter with fewer values than its shape',
      () => make().run(with2({ bias: array([2], 1) }), [1, 2], size),
      'params.bias has 1 values; expected 2',
    ],
    [
      'NaN in a parameter',
      () => make().run(with2({ recurrentWeights: array([2, 2], 0, 0, Number.NaN, 0) }), [1, 2], size),
      'params.recurrentWeights is NaN at [1, 0]',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(ArgumentError);
    expect(act).toThrow(message);
  });

  it('activity without bound', () => {
    const explosive = with2({ recurrentWeights: array([2, 2], 1e200, 0, 0, 1e200) });
    const run = () => make({ activation: 'linear' }).run(explosive, [1, 2, 3, 4, 5], { trials: 1, steps: 5 });
    expect(run).toThrow(NonFiniteError);
    expect(run).toThrow('lower the gain');
  });

  const pass = () => make().forward(chain, [1, 2], size);
  const exact = <F>(weights: F) => ({ recurrent: { weights } });
  it.each<[string, () => unknown, string]>([
    [
      'a loss with too few dOutputs',
      () => make().backward(chain, pass(), { dOutputs: new Float64Array(1) }, exact),
      'dOutputs of the loss has 1 values; expected 2',
    ],
    [
      'a loss with too few dRates',
      () => {
        const short = { dOutputs: new Float64Array(2), dRates: { array: new Float64Array(3) } };
        return make().backward(chain, pass(), short, exact);
      },
      'dRates.array of the loss has 3 values; expected 4',
    ],
    [
      'a route whose matrix does not fit',
      () => make().backward(chain, pass(), { dOutputs: new Float64Array(2) }, (w) => exact(w.slice(1) as typeof w)),
      "recurrent.weights of the rule's route has 3 values",
    ],
    [
      'a route whose readout does not fit',
      () => make().backward(chain, pass(), { dOutputs: new Float64Array(2) }, (w) => ({ readout: w })),
      "readout of the rule's route has 4 values",
    ],
    [
      'an infinite derivative of the loss',
      () => make().backward(chain, pass(), { dOutputs: Float64Array.of(1, Infinity) }, exact),
      'the gradient of',
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(ArgumentError);
    expect(act).toThrow(message);
  });

  it('is typed: a constraint has a kind', () => {
    const kinds: RecurrentConstraint['kind'][] = ['none', 'sparse', 'dale'];
    expect(kinds).toContain(make().constraint.kind);
  });
});
