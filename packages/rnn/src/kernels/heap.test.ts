import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOut, ownHeap, workspaceOn } from './heap.js';

it('blocks of a heap of its own never overlap, however many are given back between', () => {
  const steps = fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 300_000 }), free: fc.nat(5) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const heap = ownHeap();
      const live: { at: number; end: number }[] = [];
      for (const { bytes, free } of all) {
        const at = heap.allocate(bytes);
        expect(at % 8).toBe(0);
        expect(at + bytes).toBeLessThanOrEqual(heap.memory.buffer.byteLength);
        for (const other of live) expect(at >= other.end || at + bytes <= other.at).toBe(true);
        live.push({ at, end: at + bytes });
        const given = live[free];
        if (given) heap.free(given.at);
        if (given) live.splice(free, 1);
      }
    }),
  );
});

it('a workspace keeps its block while the need stays alike, and the heap does not grow then', () => {
  const heap = ownHeap();
  const space = workspaceOn(heap);
  const first = space.fit(1_000_000);
  const size = heap.memory.buffer.byteLength;
  for (let use = 0; use < 100; use++) expect(space.fit(1_000_000 - 1000 * use)).toBe(first);
  space.fit(1000); // far less: the large block is given back
  expect(heap.allocate(900_000)).toBeLessThan(size);
  expect(heap.memory.buffer.byteLength).toBe(size);
});

it('arrays are laid out one after another', () => {
  const { at, bytes } = layOut({ a: 3, none: 0, b: 17 });
  expect(at.a).toBe(0);
  expect(at.none).toBeGreaterThanOrEqual(4 * 3);
  expect(at.b).toBe(at.none);
  expect(bytes).toBeGreaterThanOrEqual(at.b + 4 * 17);
});
