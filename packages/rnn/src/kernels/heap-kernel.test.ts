import { expect, it } from 'vitest';
import { type PassSettings, randomPass } from '../../test/random-pass.js';
import { ownHeap } from './heap.js';
import { heapKernel } from './heap-kernel.js';
import { wasmProducts } from './products.js';
import { recurrenceModule } from './recurrence-module.js';

const settings: PassSettings = {
  ...{ seed: 1, activation: 'retanh', nIn: 3, nUnits: 12, nOut: 2, trials: 4, steps: 9, leak: 'pre-activation' },
  ...{ alpha: 0.2, noise: 'rates', dRates: 'both', recurrent: 'own', relay: 'none', cuts: 0, detached: 0, window: 0 },
  readout: false,
};

it('the heap is as large after 10 000 updates of changing sizes as after the first few', () => {
  const heap = ownHeap();
  const module = recurrenceModule(heap.memory, false);
  if (!module) throw new Error('no SIMD here');
  const kernel = heapKernel('wasm', heap, module, wasmProducts(module));
  const passes = [5, 9, 30].map((steps) => randomPass(kernel, { ...settings, steps }));
  const update = (k: number) => {
    const { cell, inputs, size, noise, sensitivity, route } = passes[k % passes.length];
    return kernel.forward(cell, inputs, size, noise, 'gradient').backward(sensitivity, route);
  };
  for (let k = 0; k < 12; k++) update(k);
  const bytes = heap.memory.buffer.byteLength;
  const first = update(0);
  for (let k = 0; k < 10_000; k++) update(k);
  expect(heap.memory.buffer.byteLength).toBe(bytes);
  expect(update(0)).toEqual(first);
});

it('an activation it does not know is refused by name', () => {
  const heap = ownHeap();
  const module = recurrenceModule(heap.memory, false);
  if (!module) throw new Error('no SIMD here');
  const kernel = heapKernel('wasm', heap, module, wasmProducts(module));
  const { cell, inputs, size } = randomPass(kernel, settings);
  const other = { ...cell, activation: { ...cell.activation, name: 'cubic' } };
  expect(() => kernel.forward(other, inputs, size, undefined, 'rollout')).toThrow(/'cubic'.*retanh/);
});
