import { createRng, type NdArray, type Params } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { normals, type PassSettings, randomPass } from '../test/random-pass.js';
import { activations } from './activations.js';
import { dale, type RecurrentConstraint, sparse, sparsityMask } from './constraint.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { type LeakyNetworkOptions, leakyNetwork } from './network.js';

/** Central difference of `loss` in entry k of `values`, which is put back afterwards. */
function slopeIn(values: Float64Array | Float32Array, k: number, loss: () => number): number {
  const h = 1e-5;
  const kept = values[k];
  values[k] = kept + h;
  const above = loss();
  values[k] = kept - h;
  const below = loss();
  values[k] = kept;
  return (above - below) / (2 * h);
}

// Truncation (h^2/6 times a third derivative) and rounding (1e-16/h times the loss) are both near 1e-10 here.
const tolerance = 2e-8;
const leaks = ['pre-activation', 'rate'] as const;
const backpropagation = <F>(weights: F) => ({ recurrent: { weights } });

describe('the reference kernel along the exact route', () => {
  const cases = leaks.flatMap((leak) => Object.keys(activations).map((activation) => [activation, leak] as const));
  it.each(cases)('has the gradients of a loss of outputs and rates, %s, leak on the %s', (activation, leak) => {
    const settings: PassSettings = {
      seed: 3,
      activation,
      nIn: 2,
      nUnits: 4,
      nOut: 2,
      trials: 2,
      steps: 5,
      leak,
      alpha: 0.4,
      noise: 'both',
      dRates: 'both',
      recurrent: 'own',
      relay: 'none',
      cuts: 0,
      detached: 0,
      window: 0,
      readout: false,
    };
    const { cell, size, noise, sensitivity, route, inputs: given } = randomPass(referenceKernel, settings);
    const inputs = Float64Array.from(given);
    const { dOutputs, dRates } = sensitivity;
    /** L = sum g y + sum k h + factor/2 sum h^2: its direct derivatives are g, and k + factor h. */
    const loss = () => {
      const { outputs, rates } = referenceKernel.forward(cell, inputs, size, noise, 'rollout').rollout;
      const ofOutputs = outputs.reduce((sum, y, k) => sum + dOutputs[k] * y, 0);
      const linear = rates.reduce((sum, h, k) => sum + (dRates?.array?.[k] ?? 0) * h, 0);
      return ofOutputs + linear + ((dRates?.factor ?? 0) / 2) * rates.reduce((sum, h) => sum + h * h, 0);
    };
    const pass = referenceKernel.forward(cell, inputs, size, noise, 'gradient');
    const gradients = pass.backward(sensitivity, route, 'with inputs');
    for (const [name, values] of Object.entries({ ...cell.weights, inputs })) {
      const gradient = gradients[name as keyof typeof gradients] as Float64Array;
      expect(gradient.length, name).toBe(values.length);
      expect(
        gradient.some((g) => Math.abs(g) > 1e-3),
        `${name} is not all but zero`,
      ).toBe(true);
      values.forEach((_, k) => {
        expect(Math.abs(gradient[k] - slopeIn(values, k, loss)), `${name}[${k}]`).toBeLessThan(tolerance);
      });
    }
  });
});

describe('the network along the exact route', () => {
  const nUnits = 6;
  it.each<[string, RecurrentConstraint, Partial<LeakyNetworkOptions<Float64Array>>?]>([
    ['no constraint', { kind: 'none' }],
    ['no constraint, with a leaky readout', { kind: 'none' }, { readoutLeak: 0.8 }],
    ['no constraint, with the leak on the rate', { kind: 'none' }, { leak: 'rate' }],
    ['a sparsity mask', sparse(sparsityMask(createRng(8), nUnits, 0.5))],
    ['Dale’s law', dale(nUnits, 0.5)],
    ['Dale’s law and sparsity', dale(nUnits, 0.5, sparsityMask(createRng(8), nUnits, 0.7))],
  ])('has the gradients in its raw parameters under %s', (_, constraint, options = {}) => {
    const sizes = { nIn: 2, nUnits, nOut: 2 };
    const network = leakyNetwork({ ...sizes, kernel: referenceKernel, constraint, activation: 'tanh', ...options });
    const rng = createRng(9);
    const params = { ...network.init(rng) } as Record<string, NdArray<Float64Array>>;
    params.bias = { data: Float64Array.from(normals(rng, nUnits, 0.3)), shape: [nUnits] };
    params.initialState = { data: Float64Array.from(normals(rng, nUnits)), shape: [nUnits] };
    const size = { trials: 2, steps: 6 };
    const inputs = normals(rng, 24);
    const dOutputs = Float64Array.from(normals(rng, 24));
    const loss = () =>
      network.run(params as Params<Float64Array>, inputs, size).outputs.reduce((sum, y, k) => sum + dOutputs[k] * y, 0);
    const pass = network.forward(params, inputs, size);
    const gradients = network.backward(params, pass, { dOutputs }, backpropagation);
    for (const [name, { data }] of Object.entries(params)) {
      const gradient = gradients[name as keyof typeof gradients];
      expect(gradient.shape).toEqual(params[name].shape);
      data.forEach((_, k) => {
        expect(Math.abs(gradient.data[k] - slopeIn(data, k, loss)), `${name}[${k}]`).toBeLessThan(tolerance);
      });
    }
    if (constraint.kind !== 'none')
      constraint.mask.data.forEach((m, k) => {
        if (m === 0) expect(gradients.recurrentWeights.data[k] === 0).toBe(true);
      });
  });
});
