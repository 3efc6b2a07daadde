import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { typeOfUnit } from './cell-types.js';
import { dale, sparse, sparsityMask } from './constraint.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { startWasmKernel } from './kernels/wasm-kernel.js';
import { type LeakyNetworkOptions, leakyNetwork } from './network.js';

const wasmKernel = await startWasmKernel();

import type { LeakyParams } from './types.js';

const nUnits = 100;
const init = (options: Partial<LeakyNetworkOptions<Float64Array>> = {}, seed = 1) =>
  leakyNetwork({ nIn: 4, nUnits, nOut: 3, kernel: referenceKernel, ...options }).init(createRng(seed));
const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
const bytes = (params: LeakyParams<Float64Array>) => Object.values(params).map(({ data }) => data.join());

// The SD of n normal numbers has a relative standard error of 1/sqrt(2n); every bound below is five of those, which a
// correct draw exceeds once in 10^6 seeds, and the seeds are fixed.
const withinFive = (estimate: number, sd: number, n: number) =>
  expect(Math.abs(estimate / sd - 1)).toBeLessThan(5 / Math.sqrt(2 * n));

describe('initial recurrent weights', () => {
  it.each([0.5, 1, 1.5, 2])('have an element SD of 1.5 gain / sqrt(nUnits) at gain %d', (gain) => {
    withinFive(rms(init({ gain }).recurrentWeights.data), (1.5 * gain) / Math.sqrt(nUnits), nUnits ** 2);
  });

  it('have mean 0, and are 0 at gain 0', () => {
    const { data } = init().recurrentWeights;
    const mean = data.reduce((sum, w) => sum + w) / data.length;
    expect(Math.abs(mean)).toBeLessThan((5 * 0.15) / nUnits);
    expect(init({ gain: 0 }).recurrentWeights.data.every((w) => w === 0)).toBe(true);
  });

  it('keep their norm under sparsity: the kept ones are larger by 1/sqrt(density)', () => {
    const drawn = sparsityMask(createRng(7), nUnits, 0.25);
    const { data } = init({ constraint: sparse(drawn) }).recurrentWeights;
    withinFive(rms(data), 1.5 / Math.sqrt(nUnits) / Math.sqrt(0.25), nUnits ** 2);
    const kept = data.filter((_, k) => drawn.mask.data[k] === 1);
    // n is the number of kept weights; its own spread is a fifth of the bound
    withinFive(
      Math.sqrt(kept.reduce((sum, w) => sum + w * w, 0) / nUnits ** 2),
      1.5 / Math.sqrt(nUnits),
      kept.length / 2,
    );
  });

  it('balance mean excitation and inhibition under Dale’s law: excitatory columns are divided by 4', () => {
    const { data } = init({ constraint: dale(nUnits) }).recurrentWeights;
    const sd = 1.5 / Math.sqrt(nUnits);
    withinFive(rms(data.filter((_, k) => k % nUnits < 80)), sd / 4, 80 * nUnits);
    withinFive(rms(data.filter((_, k) => k % nUnits >= 80)), sd, 20 * nUnits);
  });

  it('depend on the seed and their own size only, not on other sizes', () => {
    const base = init();
    const wider = init({ nIn: 9, nOut: 1 });
    expect(wider.recurrentWeights.data).toEqual(base.recurrentWeights.data);
    expect(init({ nOut: 7 }).inputWeights.data).toEqual(base.inputWeights.data);
    expect(init({ nIn: 9, gain: 0.3 }).readoutWeights.data).toEqual(base.readoutWeights.data);
  });
});

describe('other initial parameters', () => {
  it('are N(0, 1/nIn) from the inputs and uniform within 1/sqrt(nUnits) to the readout; biases and a_0 are 0', () => {
    const { inputWeights, readoutWeights, bias, readoutBias, initialState } = init({ nIn: 9, nOut: 50 });
    withinFive(rms(inputWeights.data), 1 / 3, 9 * nUnits);
    expect(Math.max(...readoutWeights.data.map(Math.abs))).toBeLessThanOrEqual(0.1);
    // the largest of 5000 uniforms is below 0.999 of the bound with probability e^-5; the mean square of one is 1/3
    expect(Math.max(...readoutWeights.data.map(Math.abs))).toBeGreaterThan(0.0999);
    expect(Math.abs(rms(readoutWeights.data) ** 2 * 300 - 1)).toBeLessThan(5 * Math.sqrt(0.8 / 5000));
    for (const { data } of [bias, readoutBias, initialState]) expect(data.every((value) => value === 0)).toBe(true);
  });
});

describe('initial parameters', () => {
  it('are the same bytes for the same seed and others for another', () => {
    expect(bytes(init())).toEqual(bytes(init()));
    expect(init({}, 2).recurrentWeights.data).not.toEqual(init().recurrentWeights.data);
  });

  it('do not depend on what was drawn from the generator before', () => {
    const used = createRng(1);
    used.normal();
    const network = leakyNetwork({ nIn: 4, nUnits, nOut: 3, kernel: referenceKernel });
    expect(bytes(network.init(used))).toEqual(bytes(init()));
  });

  it('are those of the reference kernel, rounded to float32, on the wasm kernel', () => {
    const options = { nIn: 4, nUnits, nOut: 3, constraint: dale(nUnits) };
    const rounded = leakyNetwork({ ...options, kernel: wasmKernel }).init(createRng(1));
    for (const [name, { data, shape }] of Object.entries(init({ constraint: options.constraint }))) {
      expect(rounded[name as keyof typeof rounded].data).toEqual(Float32Array.from(data));
      expect(rounded[name as keyof typeof rounded].shape).toEqual(shape);
    }
  });
});

describe('cell types', () => {
  const types = { excitatory: 8, inhibitory: 8, blockProbability: 0.5 };

  it('are 8 blocks of 20 and 8 of 5 at 200 units, and the last block of each population takes what is left over', () => {
    const sizes = (nOf: number, excitatory: number) => {
      const counts = new Array<number>(16).fill(0);
      for (const type of typeOfUnit(nOf, excitatory, types)) counts[type]++;
      return counts;
    };
    expect(sizes(200, 160)).toEqual([...Array(8).fill(20), ...Array(8).fill(5)]);
    expect(sizes(100, 80)).toEqual([...Array(8).fill(10), ...Array(7).fill(2), 6]);
    const byUnit = typeOfUnit(100, 80, types);
    expect([...byUnit]).toEqual([...byUnit].sort((a, b) => a - b));
  });

  const { data } = init({ constraint: dale(nUnits), activation: 'relu' }).recurrentWeights;
  it('are the default for Dale’s law with relu, with rows of L1 norm 1, whatever the gain', () => {
    for (let post = 0; post < nUnits; post++) {
      const row = data.subarray(post * nUnits, (post + 1) * nUnits);
      const norm = row.reduce((sum, w) => sum + Math.abs(w), 0);
      expect(Math.abs(norm - 1)).toBeLessThan(1e-12);
    }
    const other = init({ constraint: dale(nUnits), activation: 'relu', gain: 3 }).recurrentWeights.data;
    other.forEach((w, k) => {
      expect(Math.abs(w - data[k])).toBeLessThan(1e-15);
    });
    const explicit = init({ constraint: dale(nUnits), cellTypes: types }).recurrentWeights.data;
    expect(explicit).toEqual(data);
  });

  it('keep or drop whole blocks of connections, about half of them', () => {
    const typeOf = typeOfUnit(nUnits, 80, types);
    const dropped = new Map<string, boolean>();
    data.forEach((w, k) => {
      const block = `${typeOf[Math.floor(k / nUnits)]} from ${typeOf[k % nUnits]}`;
      expect(dropped.get(block) ?? w === 0).toBe(w === 0);
      dropped.set(block, w === 0);
    });
    const fraction = [...dropped.values()].filter(Boolean).length / 256;
    expect(Math.abs(fraction - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 256));
  });

  it('leave a unit that lost all its inputs without, instead of NaN', () => {
    const none = init({ constraint: dale(nUnits), cellTypes: { ...types, blockProbability: 0 } });
    expect(none.recurrentWeights.data.every((w) => w === 0)).toBe(true);
  });

  it('can be switched off', () => {
    const plain = init({ constraint: dale(nUnits), activation: 'relu', cellTypes: 'none' }).recurrentWeights.data;
    expect(plain).toEqual(init({ constraint: dale(nUnits) }).recurrentWeights.data);
  });
});
