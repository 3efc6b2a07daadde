import '@tensorflow/tfjs-backend-wasm';
import { engine, getBackend, setBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { ownHeap } from './heap.js';
import { startHeap } from './start-heap.js';
import { tfjsHeap } from './tfjs-heap.js';

it('the heap of the tfjs wasm backend is in reach, and takes back what it gave', async () => {
  await setBackend('wasm');
  const backend = engine().findBackend('wasm');
  const heap = tfjsHeap(backend);
  if (!heap) throw new Error('out of reach');
  const ids = backend.numDataIds();
  for (let k = 0; k < 50; k++) {
    const at = heap.allocate(1_000_000);
    new Float32Array(heap.memory.buffer, at, 250_000).fill(1);
    heap.free(at);
  }
  expect(backend.numDataIds()).toBe(ids);
  expect(heap.memory.buffer.byteLength).toBeLessThan(40_000_000);
});

it('a backend that hides its heap, or none, gives no heap of tfjs', () => {
  const hidden = { wasm: { asm: {} }, dataIdMap: new Map(), makeOutput: () => {}, disposeData: () => {} };
  for (const backend of [hidden, { ...hidden, wasm: undefined }, {}]) expect(tfjsHeap(backend)).toBeUndefined();
});

it('starting a heap leaves the current tfjs backend as it is', async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  await setBackend('cpu');
  const heap = await startHeap();
  expect(getBackend()).toBe('cpu');
  expect(heap.memory).toBe(tfjsHeap(engine().findBackend('wasm'))?.memory);
  expect((await startHeap('own')).memory).not.toBe(heap.memory);
  expect(ownHeap().memory.buffer.byteLength).toBeLessThanOrEqual(65536);
});
