import { memory, setBackend } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  largestMagnitude,
  type PassSettings,
  passSettings,
  randomPass,
  relativeDifference,
} from '../test/random-pass.js';
import { kernels } from './kernels/best-kernel.js';
import { startBlasKernel } from './kernels/blas-kernel.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { startTfjsKernel } from './kernels/tfjs-kernel.js';
import { startWasmKernel } from './kernels/wasm-kernel.js';
import type { Kernel } from './types.js';

interface HeldKernel {
  readonly name: string;
  /** The tfjs backend that is current while it runs. */
  readonly backend: string;
  start(): Promise<Kernel<Float32Array>>;
}

const present = async (name: string) => (await kernels[name].start()) !== undefined;

/** The kernels held to the reference: all that this machine can run. */
const held: readonly HeldKernel[] = [
  { name: 'tfjs', backend: 'cpu', start: startTfjsKernel },
  { name: 'tfjs', backend: 'wasm', start: startTfjsKernel },
  { name: 'wasm', backend: 'wasm', start: startWasmKernel },
  { name: 'wasm (memory of its own)', backend: 'cpu', start: () => startWasmKernel({ heap: 'own' }) },
  ...((await present('wasm-relaxed'))
    ? [{ name: 'wasm-relaxed', backend: 'wasm', start: () => startWasmKernel({ relaxed: true }) }]
    : []),
  ...((await present('blas'))
    ? [{ name: 'blas', backend: 'wasm', start: startBlasKernel as HeldKernel['start'] }]
    : []),
];
beforeAll(async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  await import('@tensorflow/tfjs-backend-wasm');
});

// 6e-8 a number, amplified by up to twelve steps of recurrence at gain 1.5 without leak: the most seen in some hundred
// thousand random cases was 2.3e-5. A wrong index or a missing term shows as 1e-2 and more. Relative to the largest of all
// gradients, or of rates and outputs: the only entry of one array can be what is left of terms that cancel.
const tolerance = 1e-4;

describe.each(held)('the $name kernel (tfjs backend $backend) and the reference kernel', ({ backend, start }) => {
  it('agree to float32 rounding on random networks, batches, losses and routes of credit', async () => {
    await setBackend(backend);
    const kernel = await start();
    const before = memory().numTensors;
    fc.assert(
      fc.property(passSettings, (one) => {
        const exact = randomPass(referenceKernel, one);
        const rounded = randomPass(kernel, one);
        const theirs = referenceKernel.forward(exact.cell, exact.inputs, exact.size, exact.noise, 'gradient');
        const ours = kernel.forward(rounded.cell, rounded.inputs, rounded.size, rounded.noise, 'gradient');
        const { rates, outputs } = theirs.rollout;
        const largest = largestMagnitude(rates, outputs);
        expect(relativeDifference(ours.rollout.outputs, outputs, largest)).toBeLessThan(tolerance);
        expect(relativeDifference(ours.rollout.rates, rates, largest)).toBeLessThan(tolerance);
        expect(relativeDifference([ours.rollout.meanSquareRate], [theirs.rollout.meanSquareRate])).toBeLessThan(
          tolerance,
        );
        const expected = theirs.backward(exact.sensitivity, exact.route, 'with inputs');
        const found = ours.backward(rounded.sensitivity, rounded.route, 'with inputs');
        expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
        const steepest = largestMagnitude(...Object.values(expected));
        for (const [name, values] of Object.entries(expected))
          expect(relativeDifference(found[name as keyof typeof found] ?? [], values, steepest), name).toBeLessThan(
            tolerance,
          );
        expect(relativeDifference(ours.slopes(), theirs.slopes())).toBeLessThan(tolerance);
      }),
      { numRuns: 400 },
    );
    expect(memory().numTensors).toBe(before);
  });
});

const all = [{ name: 'reference', backend: 'wasm', start: async () => referenceKernel }, ...held];
describe.each(all)('the $name kernel (tfjs backend $backend)', ({ backend, start }) => {
  let kernel: typeof referenceKernel;
  beforeAll(async () => {
    await setBackend(backend);
    kernel = (await start()) as typeof referenceKernel;
  });
  const passes = (one: PassSettings) => ({ ...randomPass(kernel, one), forward: kernel.forward });

  it('computes the same without what the backward pass needs', () => {
    fc.assert(
      fc.property(passSettings, (one) => {
        const { forward, cell, inputs, size, noise } = passes(one);
        const [quick, full] = (['rollout', 'gradient'] as const).map(
          (record) => forward(cell, inputs, size, noise, record).rollout,
        );
        expect(quick.outputs).toEqual(full.outputs);
        expect(quick.rates).toEqual(full.rates);
        expect(quick.meanSquareRate).toBe(full.meanSquareRate);
      }),
      { numRuns: 30 },
    );
  });

  it('gives one trial of a batch the rates and outputs it gives the trial alone, in the layout [trials, steps, ...]', () => {
    const one: PassSettings = {
      seed: 5,
      activation: 'retanh',
      nIn: 2,
      nUnits: 5,
      nOut: 3,
      trials: 3,
      steps: 4,
      leak: 'pre-activation',
      alpha: 0.3,
      noise: 'rates',
      dRates: 'none',
      recurrent: 'own',
      relay: 'none',
      cuts: 0,
      detached: 0,
      window: 0,
      readout: false,
    };
    const { forward, cell, inputs, size, noise } = passes(one);
    const together = forward(cell, inputs, size, noise, 'rollout').rollout;
    for (let trial = 0; trial < size.trials; trial++) {
      const part = <A extends Float32Array | Float64Array>(all: A, channels: number) =>
        all.subarray(trial * size.steps * channels, (trial + 1) * size.steps * channels);
      const own = { rates: part(noise?.rates as Float32Array, 5) };
      const alone = forward(cell, part(inputs, 2), { trials: 1, steps: size.steps }, own, 'rollout').rollout;
      // the float32 product of one row may sum in another order than that of three
      expect(relativeDifference(part(together.rates, 5), alone.rates)).toBeLessThan(1e-6);
      expect(relativeDifference(part(together.outputs, 3), alone.outputs)).toBeLessThan(1e-6);
    }
    const square = together.rates.reduce((sum, h) => sum + h * h, 0) / together.rates.length;
    expect(Math.abs(together.meanSquareRate - square)).toBeLessThan(1e-7);
  });

  it('changes neither what it is given nor what it has returned', () => {
    fc.assert(
      fc.property(passSettings, (one) => {
        const { forward, cell, inputs, size, noise, sensitivity, route } = passes(one);
        const given = [
          ...Object.values(cell.weights),
          inputs,
          noise?.rates ?? [],
          noise?.preActivation ?? [],
          sensitivity.dOutputs,
          sensitivity.dRates?.array ?? [],
          route.recurrent?.weights ?? [],
          route.readout ?? [],
        ];
        const before = given.map((values) => Array.from(values));
        const pass = forward(cell, inputs, size, noise, 'gradient');
        const first = [...pass.rollout.outputs, ...pass.rollout.rates];
        const gradients = pass.backward(sensitivity, route);
        const again = pass.backward(sensitivity, route);
        forward(cell, inputs, size, noise, 'gradient');
        expect(again).toEqual(gradients);
        expect(given.map((values) => Array.from(values))).toEqual(before);
        expect([...pass.rollout.outputs, ...pass.rollout.rates]).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });
});
