import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activations } from '../activations.js';
import { ownHeap } from './heap.js';
import { ACTIVATION_NUMBERS, CONSTANTS_BYTES, recurrenceModule } from './recurrence-module.js';

const heap = ownHeap();
const modules = [false, true].flatMap((relaxed) => {
  const module = recurrenceModule(heap.memory, relaxed);
  return module ? [{ build: relaxed ? 'relaxed SIMD' : 'SIMD', module }] : [];
});
const COUNT = 8;
const table = heap.allocate(CONSTANTS_BYTES);
const [at, values, slopes] = [0, 1, 2].map(() => heap.allocate(4 * COUNT));

/** A unit in the last place of float32 at that size. */
const unit = (x: number) => 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(x))) - 23);

const inputs = fc.oneof(
  fc.double({ min: -30, max: 30, noNaN: true }),
  fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
  fc.constantFrom(0, -0, 1e6, -1e6, 9.5, -9.5, 87, -87, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);

describe.each(modules)('the activations in $build', ({ module }) => {
  module.writeConstants(table);
  const activate = (name: string, numbers: readonly number[]) => {
    new Float32Array(heap.memory.buffer, at, COUNT).fill(0).set(numbers);
    module.activate(ACTIVATION_NUMBERS[name], table, COUNT, at, values, slopes);
    return [values, slopes].map((offset) => new Float32Array(heap.memory.buffer, offset, numbers.length));
  };

  // A handful of roundings of half a unit each, and e^-87 (2e-38) for all that is smaller; a slope 1 - h^2 or h (1 - h) carries the error of h near 1.
  it.each(Object.keys(activations))('%s is within 5 units in the last place, and its slope within 4e-7', (name) => {
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 1, maxLength: COUNT }), (drawn) => {
        const numbers = [...Float32Array.from(drawn)];
        const [found, slope] = activate(name, numbers);
        numbers.forEach((a, k) => {
          const exact = activations[name].value(a);
          if (Number.isFinite(exact)) expect(Math.abs(found[k] - exact)).toBeLessThanOrEqual(5 * unit(exact) + 2e-38);
          else expect(found[k]).toBe(exact);
          expect(Math.abs(slope[k] - activations[name].slope(a, exact))).toBeLessThan(4e-7);
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.keys(activations))('%s gives NaN for NaN, and only there', (name) => {
    const [found] = activate(name, [Number.NaN, 1, Number.NaN, -1, 0.5]);
    expect([...found].map(Number.isNaN)).toEqual([true, false, true, false, false]);
  });
});

it('there is at least the build with plain SIMD here', () => {
  expect(modules.length).toBeGreaterThan(0);
});
