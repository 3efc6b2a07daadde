import { readFileSync } from 'node:fs';
import { ArgumentError, createRng, FileFormatError, type NdArray, type Params } from '@lrsim/core';
import { describeWithReference, readReferenceSafetensors, referencePath } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { normals } from '../test/random-pass.js';
import { dale, sparse, sparsityMask } from './constraint.js';
import { referenceKernel } from './kernels/reference-kernel.js';
import { startWasmKernel } from './kernels/wasm-kernel.js';
import { type LeakyNetworkOptions, leakyNetwork } from './network.js';
import { readSafetensors, type SafetensorsContent, writeSafetensors } from './safetensors.js';
import { loadNetwork, readPytorchCheckpoint, saveNetwork } from './saved-network.js';

const wasmKernel = await startWasmKernel();

const nUnits = 20;
const make = (options: Partial<LeakyNetworkOptions<Float64Array>> = {}) => {
  const network = leakyNetwork({ nIn: 2, nUnits, nOut: 3, kernel: referenceKernel, ...options });
  return { network, params: network.init(createRng(1)) };
};
const constraints = {
  none: { kind: 'none' },
  sparse: sparse(sparsityMask(createRng(2), nUnits, 0.3)),
  dale: dale(nUnits, 0.7),
  'dale and sparse': dale(nUnits, 0.8, sparsityMask(createRng(3), nUnits, 0.5)),
} as const;

describe('a saved network', () => {
  it.each(Object.entries(constraints))('comes back with every setting, mask and weight: %s', (_, constraint) => {
    const { network, params } = make({ constraint, alpha: 0.2, gain: 0.7, noise: 0.05, activation: 'tanh' });
    const loaded = loadNetwork(saveNetwork(network, params), referenceKernel);
    const settings = ({
      init,
      drawNoise,
      run,
      cellOf,
      forward,
      backward,
      readoutCredit,
      gradientsOf,
      ...rest
    }: typeof network) => rest;
    expect(settings(loaded.network)).toEqual(settings(network));
    expect(loaded.params).toEqual(params);
    const inputs = normals(createRng(4), 2 * 5 * 2);
    const size = { trials: 2, steps: 5 };
    expect(loaded.network.run(loaded.params, inputs, size).rates).toEqual(network.run(params, inputs, size).rates);
  });

  it('keeps cell types, and having none of them', () => {
    for (const cellTypes of ['none', { excitatory: 2, inhibitory: 3, blockProbability: 0.4 }] as const) {
      const { network, params } = make({ constraint: dale(nUnits), activation: 'relu', cellTypes });
      const loaded = loadNetwork(saveNetwork(network, params), referenceKernel).network;
      expect(loaded.cellTypes).toEqual(cellTypes === 'none' ? undefined : cellTypes);
      expect(loaded.init(createRng(5))).toEqual(network.init(createRng(5)));
    }
  });

  it('is the same bytes for the same network, and independent of the order of its parameters', () => {
    const { network, params } = make();
    const reversed = Object.fromEntries(Object.entries(params).reverse()) as unknown as Params;
    expect(saveNetwork(network, reversed)).toEqual(saveNetwork(network, params));
  });

  it('can be loaded in the other precision', () => {
    const { network, params } = make({ constraint: constraints.sparse });
    const { params: rounded } = loadNetwork(saveNetwork(network, params), wasmKernel);
    expect(rounded.recurrentWeights.data).toEqual(Float32Array.from(params.recurrentWeights.data));
  });

  it('is readable as a plain safetensors file: sizes and settings are text, parameters have their names', () => {
    const { network, params } = make({ constraint: constraints.dale });
    const { tensors, metadata } = readSafetensors(saveNetwork(network, params));
    expect(Object.keys(tensors)).toEqual([...Object.keys(params), 'recurrentMask']);
    expect(JSON.parse(metadata.network)).toMatchObject({ nIn: 2, nUnits, nOut: 3, activation: 'retanh', gain: 1 });
  });

  it('is not written with parameters of another network', () => {
    const { network } = make();
    const other = make({ nUnits: 21 }).params;
    expect(() => saveNetwork(network, other)).toThrow(ArgumentError);
    expect(() => saveNetwork(network, other)).toThrow('recurrentWeights of the shape [21, 21]; expected [20, 20]');
  });
});

describe('loadNetwork', () => {
  const { network, params } = make({ constraint: constraints.sparse });
  const bytes = saveNetwork(network, params);
  const content = readSafetensors(bytes);
  const settings = JSON.parse(content.metadata.network);
  const rewritten = (change: Partial<SafetensorsContent>) => writeSafetensors({ ...content, ...change });
  const withSettings = (change: Record<string, unknown>) =>
    rewritten({ metadata: { ...content.metadata, network: JSON.stringify({ ...settings, ...change }) } });
  const without = (tensor: string) => {
    const { [tensor]: _, ...tensors } = content.tensors;
    return rewritten({ tensors });
  };

  it('raises a FileFormatError for a file that was cut off', () => {
    for (let length = 0; length < bytes.length; length += length < 1000 ? 7 : 211)
      expect(() => loadNetwork(bytes.subarray(0, length), referenceKernel), `${length} bytes`).toThrow(FileFormatError);
    expect(() => loadNetwork(bytes.subarray(0, bytes.length - 1), referenceKernel)).toThrow(FileFormatError);
  });

  it.each<[string, Uint8Array, string]>([
    ['settings that are no JSON', rewritten({ metadata: { ...content.metadata, network: '{' } }), 'damaged'],
    ['no settings', rewritten({ metadata: { format: content.metadata.format } }), 'damaged'],
    ['settings that are null', rewritten({ metadata: { ...content.metadata, network: 'null' } }), 'damaged'],
    ['no constraint', withSettings({ constraint: undefined }), 'damaged'],
    ['an unknown constraint', withSettings({ constraint: { kind: 'x', density: 1 } }), "no constraint of kind 'x'"],
    ['an unknown activation', withSettings({ activation: 'x' }), "no activation named 'x'"],
    ['a negative size', withSettings({ nIn: -1 }), 'nIn is -1'],
    ['other sizes than its tensors', withSettings({ nIn: 3 }), 'inputWeights of the shape [20, 2]; expected [20, 3]'],
    ['no mask', without('recurrentMask'), 'recurrentMask is missing'],
    ['a parameter missing', without('bias'), 'has no bias'],
    [
      'a mask of twos',
      rewritten({
        tensors: { ...content.tensors, recurrentMask: { data: new Float32Array(400).fill(2), shape: [20, 20] } },
      }),
      'the mask holds 2',
    ],
  ])('raises a FileFormatError that names the file for %s', (_, damaged, message) => {
    const load = () => loadNetwork(damaged, referenceKernel, 'net.safetensors');
    expect(load).toThrow(FileFormatError);
    expect(load).toThrow('loadNetwork: net.safetensors is damaged');
    expect(load).toThrow(message);
  });

  it('says what to do with a PyTorch checkpoint', () => {
    const checkpoint = writeSafetensors({
      tensors: { ah0: { data: new Float32Array(20), shape: [20] } },
      metadata: {},
    });
    const load = () => loadNetwork(checkpoint, referenceKernel, 'update0.safetensors');
    expect(load).toThrow(FileFormatError);
    expect(load).toThrow(
      'update0.safetensors is no network saved by lrsim; a PyTorch checkpoint is read by readPytorch',
    );
  });
});

describe('readPytorchCheckpoint', () => {
  const { network, params } = make();
  const names = {
    'fc_h2ah.weight': 'recurrentWeights',
    'fc_x2ah.weight': 'inputWeights',
    'fc_x2ah.bias': 'bias',
    'fc_h2y.weight': 'readoutWeights',
    'fc_h2y.bias': 'readoutBias',
    ah0: 'initialState',
  } as const;
  const tensors: Record<string, NdArray> = Object.fromEntries(
    Object.entries(names).map(([theirs, ours]) => [theirs, params[ours]]),
  );

  it('takes the state dictionary of the paper’s class', () => {
    expect(readPytorchCheckpoint(network, writeSafetensors({ tensors, metadata: {} }))).toEqual(params);
  });

  it('raises an ArgumentError with both sizes for a network of another size', () => {
    const bytes = writeSafetensors({ tensors, metadata: {} });
    const read = () => readPytorchCheckpoint(make({ nUnits: 30 }).network, bytes, 'update0.safetensors');
    expect(read).toThrow(ArgumentError);
    expect(read).toThrow(
      'readPytorchCheckpoint: update0.safetensors is of another size than the network: it has recurrentWeights of the ' +
        'shape [20, 20]; expected [30, 30] (nIn 2, nUnits 30, nOut 3)',
    );
  });

  it('raises a FileFormatError that lists what the file holds where tensors are missing', () => {
    const { ah0: _, ...rest } = tensors;
    const read = () => readPytorchCheckpoint(network, writeSafetensors({ tensors: rest, metadata: {} }));
    expect(read).toThrow(FileFormatError);
    expect(read).toThrow('has no ah0; it holds fc_h2ah.weight, fc_x2ah.weight');
    const own = () => readPytorchCheckpoint(network, saveNetwork(network, params));
    expect(own).toThrow('has no fc_h2ah.weight; it holds recurrentWeights');
  });
});

const folder = 'reference/checkpoints';
describeWithReference('the authors’ checkpoints', [folder], () => {
  it.each([
    ['hats_lm0_lr0.001', 3, 200, 2],
    ['hats_lm1_lr0.0003', 3, 200, 2],
    ['mante_n200_lm1', 9, 200, 3],
    ['mante_n400_lm0', 9, 400, 3],
  ])('are read: %s', (model, nIn, units, nOut) => {
    const path = referencePath(folder, model, 'update1000.safetensors');
    const network = leakyNetwork({ nIn, nUnits: units, nOut, kernel: wasmKernel });
    const params = readPytorchCheckpoint(network, readFileSync(path), path);
    const { tensors } = readReferenceSafetensors(path);
    expect(params.recurrentWeights.data).toEqual(Float32Array.from(tensors['fc_h2ah.weight'].data));
    expect(params.readoutWeights.data).toEqual(Float32Array.from(tensors['fc_h2y.weight'].data));
    expect(params.initialState.data).toEqual(Float32Array.from(tensors.ah0.data));
    const saved = loadNetwork(saveNetwork(network, params), wasmKernel);
    expect(saved.params).toEqual(params);
    expect(() => loadNetwork(readFileSync(path), wasmKernel, model)).toThrow('is read by readPytorchCheckpoint');
  });
});
