import { expect, it } from 'vitest';
import { permutation } from './permutation.js';
import { createRng } from './random.js';

it('permutation holds every index once, and each order of three comes equally often', () => {
  const rng = createRng('permutations');
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = permutation(rng, 3);
    expect([...order].sort()).toEqual([0, 1, 2]);
    counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
  }
  // 1000 +- 29 each (binomial); five of them are allowed.
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
});
