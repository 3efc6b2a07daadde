import { createRng, type Matrix } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { plainPersistence, simplicesOf } from '../../test/plain-persistence.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import {
  type Bar,
  barcodeDistance,
  barcodeWasserstein,
  bottleneckDistance,
  vietorisRips,
  vietorisRipsOfDistances,
} from './index.js';

const bar = (birth: number, death: number): Bar => ({ birth, death });
const sorted = (bars: readonly Bar[]) =>
  bars.map(({ birth, death }) => [birth, death]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
const polygon = (count: number) =>
  Array.from({ length: count }, (_, k) => [Math.cos((2 * Math.PI * k) / count), Math.sin((2 * Math.PI * k) / count)]);
/** A symmetric matrix of integers below `below`: no metric, with many ties. */
function ties(size: number, below: number, label: string): Matrix {
  const rng = createRng(label);
  const data = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) data[i * size + j] = data[j * size + i] = rng.integer(below);
  return { rows: size, columns: size, data };
}

describe('vietorisRips', () => {
  it('finds the loop of a square between its side and its diagonal', () => {
    const { h0, h1 } = vietorisRips([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
    expect(h0).toEqual([bar(0, Infinity), bar(0, 1), bar(0, 1), bar(0, 1)]);
    expect(h1).toEqual([bar(1, Math.SQRT2)]);
  });

  it('finds one loop of a regular polygon: until the largest regular triangle is filled', () => {
    const { h0, h1 } = vietorisRips(polygon(24));
    expect(h0).toHaveLength(24);
    expect(h1).toHaveLength(1);
    expect(h1[0].birth).toBeCloseTo(2 * Math.sin(Math.PI / 24), 13);
    expect(h1[0].death).toBeCloseTo(Math.sqrt(3), 13);
  });

  it('finds two clusters as the one long finite bar of components', () => {
    const cluster = (label: string, at: number) => {
      const { data } = activity(15, 3, label, 0.1);
      return Array.from({ length: 15 }, (_, i) =>
        [...data.subarray(3 * i, 3 * i + 3)].map((value) => 0.1 * value + at),
      );
    };
    const { h0 } = vietorisRips([...cluster('a', 0), ...cluster('b', 10)], { dimension: 0 });
    expect(h0).toHaveLength(30);
    expect(h0[1].death).toBeGreaterThan(15);
    expect(h0[2].death).toBeLessThan(2);
  });

  it('leaves out what coincident samples would add', () => {
    const { h0, h1 } = vietorisRips([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 1],
    ]);
    expect(h0).toHaveLength(4);
    expect(h1).toEqual([bar(1, Math.SQRT2)]);
  });

  it('is the textbook reduction, for distances and for matrices full of ties that are no metric', () => {
    const rips = ({ rows, data }: Matrix, longest = Infinity) =>
      plainPersistence(
        simplicesOf(rows, (vertices) => {
          const value = vertices.reduce(
            (most, i) => vertices.reduce((inner, j) => Math.max(inner, data[i * rows + j]), most),
            0,
          );
          return value <= longest ? value : Infinity;
        }),
      );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 8 }), fc.string(), (n, below, label) => {
        for (const distances of [euclideanDistances(activity(n, 2, label)), ties(n, below, label)]) {
          const [h0, h1] = rips(distances);
          const found = vietorisRipsOfDistances(input(distances));
          expect(sorted(found.h0)).toEqual(h0);
          expect(sorted(found.h1)).toEqual(h1);
          const some = below / 2;
          const [cut0, cut1] = rips(distances, some);
          const upTo = vietorisRipsOfDistances(input(distances), { maxEdge: some });
          expect(sorted(upTo.h0)).toEqual(cut0);
          expect(sorted(upTo.h1)).toEqual(cut1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says what is wrong, and what the limit is', () => {
    const x = input(activity(30, 3, 'x'));
    expect(() => vietorisRips(x, { maxEdges: 10 })).toThrow(
      /^vietorisRips: x has \d+ edges up to [\d.]+ between its 30 samples; the limit for loops is 10\. Give maxEdge or fewer samples, raise maxEdges, or ask for dimension 0$/,
    );
    expect(vietorisRips(x, { maxEdges: 10, dimension: 0 }).h0).toHaveLength(30);
    expect(() => vietorisRips(x, { dimension: 2 as never })).toThrow('vietorisRips: dimension is 2; expected 0 or 1');
    expect(() => vietorisRips(x, { maxEdge: -1 })).toThrow('vietorisRips: maxEdge is -1');
    expect(() => vietorisRips([[1], [Number.NaN]])).toThrow('vietorisRips: x is NaN at [1, 0]');
    expect(() =>
      vietorisRipsOfDistances([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow('expected a symmetric matrix');
    expect(() =>
      vietorisRipsOfDistances([
        [0, -1],
        [-1, 0],
      ]),
    ).toThrow('not negative');
    expect(() => vietorisRipsOfDistances([[0, 1]])).toThrow('distances is 1 x 2; expected a square matrix');
  });
});

describe('distances of barcodes', () => {
  const [a, b] = [[bar(0, 4), bar(1, 2)], [bar(0.5, 4.25)]];

  it('pair bars, or leave them out at half their length', () => {
    expect(bottleneckDistance(a, b)).toBe(0.5);
    expect(barcodeWasserstein(a, b)).toBeCloseTo(1, 14);
    expect(barcodeWasserstein(a, b, { order: 2 })).toBeCloseTo(Math.SQRT1_2, 14);
    expect(bottleneckDistance(a, [])).toBe(2);
    expect(barcodeWasserstein(a, [])).toBe(2.5);
    // Far apart: both left out.
    expect(bottleneckDistance([bar(0, 1)], [bar(10, 12)])).toBe(1);
    expect(barcodeWasserstein([bar(0, 1)], [bar(10, 12)])).toBeCloseTo(1.5, 14);
  });

  it('are 0 for the same bars in any order, and for none', () => {
    for (const distance of [bottleneckDistance, barcodeWasserstein]) {
      expect(distance(a, [...a].reverse())).toBe(0);
      expect(distance([], [])).toBe(0);
    }
  });

  it('pair infinite bars with each other alone', () => {
    expect(bottleneckDistance([bar(0, Infinity), bar(0, 1)], [bar(0.75, Infinity)])).toBe(0.75);
    expect(barcodeWasserstein([bar(0, Infinity), bar(0, 1)], [bar(0.75, Infinity)])).toBe(1.25);
    expect(bottleneckDistance([bar(0, Infinity)], [bar(0, 5)])).toBe(Infinity);
    expect(barcodeWasserstein([bar(0, Infinity)], [])).toBe(Infinity);
  });

  it('are the best over all ways to pair, and metrics', () => {
    const length = fc.integer({ min: 0, max: 8 });
    const bars = fc.array(
      fc.tuple(length, length).map(([birth, more]) => bar(birth, birth + more)),
      { maxLength: 4 },
    );
    const half = ({ birth, death }: Bar) => (death - birth) / 2;
    const apart = (p: Bar, q: Bar) => Math.max(Math.abs(p.birth - q.birth), Math.abs(p.death - q.death));
    /** Costs of every way to pair. */
    function* ways(one: readonly Bar[], other: readonly Bar[]): Generator<number[]> {
      if (one.length === 0) return yield other.map(half);
      const [first, ...rest] = one;
      for (const costs of ways(rest, other)) yield [half(first), ...costs];
      for (const partner of other)
        for (const costs of ways(
          rest,
          other.filter((bar) => bar !== partner),
        ))
          yield [apart(first, partner), ...costs];
    }
    fc.assert(
      fc.property(bars, bars, bars, (p, q, r) => {
        const costs = [...ways(p, q)];
        expect(bottleneckDistance(p, q)).toBe(Math.min(...costs.map((one) => Math.max(0, ...one))));
        const sum = (order: number) =>
          Math.min(...costs.map((one) => one.reduce((total, value) => total + value ** order, 0))) ** (1 / order);
        for (const order of [1, 2, 3]) expect(barcodeWasserstein(p, q, { order })).toBeCloseTo(sum(order), 10);
        expect(bottleneckDistance(q, p)).toBe(bottleneckDistance(p, q));
        expect(bottleneckDistance(p, r)).toBeLessThanOrEqual(
          bottleneckDistance(p, q) + bottleneckDistance(q, r) + 1e-12,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('say what is wrong with a bar', () => {
    expect(() => bottleneckDistance([bar(1, 0)], [])).toThrow('bottleneckDistance: a has the bar [1, 0] at 0');
    expect(() => barcodeWasserstein([], [bar(Number.NaN, 1)])).toThrow(
      'barcodeWasserstein: b has the bar [NaN, 1] at 0',
    );
    expect(() => barcodeWasserstein(a, b, { order: 0.5 })).toThrow('barcodeWasserstein: order is 0.5');
  });
});

describe('barcodeDistance', () => {
  it('is at most the largest change of a distance between samples', () => {
    for (let k = 0; k < 10; k++) {
      const [x, y] = [activity(20, 3, `x${k}`), activity(20, 3, `y${k}`)];
      const moved = { ...x, data: x.data.map((value, at) => value + 0.2 * y.data[at]) };
      const [p, q] = [euclideanDistances(x).data, euclideanDistances(moved).data];
      const change = p.reduce((most, value, at) => Math.max(most, Math.abs(value - q[at])), 0);
      for (const dimension of [0, 1] as const)
        expect(barcodeDistance(input(x), input(moved), { dimension })).toBeLessThanOrEqual(change + 1e-12);
    }
  });

  it('tells a loop from an arc by half the length of its bar', () => {
    const arc = Array.from({ length: 24 }, (_, k) => [k / 10, 0]);
    expect(barcodeDistance(polygon(24), arc)).toBeCloseTo((Math.sqrt(3) - 2 * Math.sin(Math.PI / 24)) / 2, 13);
    expect(barcodeDistance(polygon(24), polygon(12), { order: 1 })).toBeCloseTo(
      2 * (Math.sin(Math.PI / 12) - Math.sin(Math.PI / 24)),
      13,
    );
    // Of components 23 bars of one length against 23 of another; the infinite ones agree.
    const change = 0.1 - 2 * Math.sin(Math.PI / 24);
    expect(barcodeDistance(polygon(24), arc, { dimension: 0, order: 1 })).toBeCloseTo(
      23 * Math.min(Math.abs(change), 0.05 + Math.sin(Math.PI / 24)),
      12,
    );
    expect(() => barcodeDistance(arc, arc, { order: 0 })).toThrow(
      'barcode: order is 0; expected a number of at least 1',
    );
  });
});
