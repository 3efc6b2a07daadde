import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import {
  cknna,
  cycleKnn,
  editDistanceKnn,
  jaccardKnn,
  lcsKnn,
  mutualKnn,
  neighbourMeasures,
  rankKnn,
  secondOrderCosine,
} from './index.js';
import { nearest } from './nearest.js';

/** Points on a line, by their positions. */
const line = (...positions: number[]) => positions.map((position) => [position]);
/** Unit vectors in the plane, by their angles. */
const circle = (...angles: number[]) => angles.map((angle) => [Math.cos(angle), Math.sin(angle)]);
const euclidean = { similarity: 'euclidean' } as const;

describe('nearest', () => {
  const lists = (rows: number[][], options: Parameters<typeof nearest>[1]) => [
    ...nearest(
      { rows: rows.length, columns: rows[0].length, data: Float64Array.from(rows.flat()) },
      options,
      'test',
      'x',
    ).lists,
  ];

  it('gives neighbours nearest first, by distance, cosine or inner product', () => {
    expect(lists(line(0, 1, 3, 7), { k: 2, ...euclidean })).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
    expect(lists(circle(0, 0.1, 0.3, 0.7), { k: 2 })).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
    // The longest sample is everybody's first neighbour.
    expect(lists(line(1, 2, 3, 10), { k: 1, similarity: 'inner-product' })).toEqual([3, 3, 3, 2]);
  });

  it('breaks ties by index, the lower first unless asked otherwise, also where values differ by rounding', () => {
    expect(lists(line(0, -1, 1), { k: 1, ...euclidean })).toEqual([1, 0, 0]);
    expect(lists(line(0, -1, 1), { k: 1, ...euclidean, ties: 'higher-index' })).toEqual([2, 0, 0]);
    // 0.1 + 0.2 is further from 0 than 0.3 by rounding alone.
    expect(lists(line(0, 0.1 + 0.2, -0.3, 5), { k: 1, ...euclidean })[0]).toBe(1);
  });

  it('drops itself, or whoever comes first', () => {
    // Samples 0 and 1 are equal: for 1, position 0 of its list is 0.
    const twins = line(0, 0, 1, 5);
    expect(lists(twins, { k: 1, ...euclidean })).toEqual([1, 0, 0, 2]);
    expect(lists(twins, { k: 1, ...euclidean, self: 'drop-first' })).toEqual([1, 1, 0, 2]);
  });

  it('takes a silent sample for one with cosine 0 to all others', () => {
    expect(
      lists(
        [
          [1, 0],
          [0, 0],
          [0, 1],
          [-1, 0],
        ],
        { k: 3 },
      ),
    ).toEqual([1, 2, 3, 0, 2, 3, 0, 1, 3, 1, 2, 0]);
  });

  it('is the same at any scale', () => {
    const x = activity(30, 5, 'x');
    for (const similarity of ['cosine', 'euclidean', 'inner-product'] as const) {
      const expected = nearest(x, { k: 5, similarity }, 'test', 'x').lists;
      for (const factor of [1e8, 1e-8, 2 ** 300, 2 ** -300]) {
        const scaled = { ...x, data: x.data.map((value) => value * factor) };
        expect(nearest(scaled, { k: 5, similarity }, 'test', 'x').lists).toEqual(expected);
      }
    }
  });
});

describe('measures of shared neighbours', () => {
  // Two neighbours each. 0: {1, 2} and {1, 3}; 1: {0, 2} and {0, 3}; 2: {1, 0} and {3, 1}; 3: {2, 1} and {1, 0}.
  const [x, y] = [line(0, 1, 3, 7), line(0, 1, 4.5, 3)];
  const options = { k: 2, ...euclidean };

  it('are counts of what two lists share', () => {
    // x: [1 2] [0 2] [1 0] [2 1]; y: [1 3] [0 3] [3 1] [2 1].
    expect(mutualKnn(x, y, options)).toBeCloseTo((1 + 1 + 1 + 2) / 2 / 4, 14);
    expect(jaccardKnn(x, y, options)).toBeCloseTo((1 / 3 + 1 / 3 + 1 / 3 + 1) / 4, 14);
    // First in both: 2/(1 * 2) = 1 of 1; the third has its shared neighbour first and second: 2/(2 * 3).
    expect(rankKnn(x, y, options)).toBeCloseTo((1 + 1 + 1 / 3 + 1) / 4, 14);
    expect(lcsKnn(x, y, options)).toBeCloseTo((1 + 1 + 1 + 2) / 2 / 4, 14);
    expect(editDistanceKnn(x, y, options)).toBeCloseTo((0.5 + 0.5 + 0 + 1) / 4, 14);
    // 0 is a neighbour in x of its neighbour 1 in y; so is 1 of 0 and 2 of 3; 3 is one of neither 2 nor 1.
    expect(cycleKnn(x, y, options)).toBe(3 / 4);
    // In y 0 is a neighbour of 1, 1 of 0 and 3 of 2; 2 is one of neither 1 nor 0.
    expect(cycleKnn(y, x, options)).toBe(3 / 4);
  });

  it('are 1 for equal data and 0 for lists that share nothing', () => {
    const [a, b] = [line(0, 1, 10, 11), line(0, 10, 1, 11)];
    for (const measure of [mutualKnn, jaccardKnn, rankKnn, lcsKnn, editDistanceKnn, cycleKnn]) {
      expect(measure(a, a, { k: 1, ...euclidean })).toBe(1);
      expect(measure(a, b, { k: 1, ...euclidean })).toBe(0);
    }
  });

  it('tell apart the order of shared neighbours, or not', () => {
    // All three others are neighbours; for the first sample in the orders 1 2 3 and 3 2 1.
    const [a, b] = [line(0, 1, 2.5, 4.5), line(0, 4.5, 2.5, 1)];
    const all = { k: 3, ...euclidean };
    expect(mutualKnn(a, b, all)).toBe(1);
    expect(jaccardKnn(a, b, all)).toBe(1);
    expect(lcsKnn(a, b, all)).toBeLessThan(1);
    expect(rankKnn(a, b, all)).toBeLessThan(1);
    expect(editDistanceKnn(a, b, all)).toBeLessThan(1);
  });

  it('are ordered: lcs at most mutual, edit distance at most lcs', () => {
    const units = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(units, units, fc.integer({ min: 1, max: 9 }), fc.string(), (p, q, k, label) => {
        const [a, b] = [input(activity(12, p, `a${label}`)), input(activity(12, q, `b${label}`))];
        const [mutual, lcs, edit] = [mutualKnn, lcsKnn, editDistanceKnn].map((measure) => measure(a, b, { k }));
        expect(lcs).toBeLessThanOrEqual(mutual + 1e-12);
        expect(edit).toBeLessThanOrEqual(lcs + 1e-12);
        const jaccard = jaccardKnn(a, b, { k });
        expect(jaccard).toBeLessThanOrEqual(mutual + 1e-12);
        expect(jaccard).toBeGreaterThanOrEqual(mutual / 2 - 1e-12);
      }),
      { numRuns: 40 },
    );
  });
});

describe('secondOrderCosine', () => {
  it('is the cosine of the distances to all that are neighbours in either', () => {
    const [x, y] = [circle(0, 0.2, 1), circle(0, 1.1, 0.5)];
    const distance = (angle: number) => 1 - Math.cos(angle);
    // Of the first sample the neighbours are 1 in x and 2 in y; of 1 they are 0 and 2; of 2 they are 1 and 0.
    const cosine = (a: number[], b: number[]) => (a[0] * b[0] + a[1] * b[1]) / Math.hypot(...a) / Math.hypot(...b);
    const expected =
      (cosine([distance(0.2), distance(1)], [distance(1.1), distance(0.5)]) +
        cosine([distance(0.2), distance(0.8)], [distance(1.1), distance(0.6)]) +
        cosine([distance(1), distance(0.8)], [distance(0.5), distance(0.6)])) /
      3;
    expect(secondOrderCosine(x, y, { k: 1 })).toBeCloseTo(expected, 13);
    expect(secondOrderCosine(x, y, { k: 1, profile: 'cosines' })).not.toBeCloseTo(expected, 3);
  });

  it('is defined where samples coincide', () => {
    const twins = [
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ];
    expect(secondOrderCosine(twins, twins, { k: 1 })).toBe(1);
    expect(secondOrderCosine(twins, circle(0, 1, 3, 4), { k: 1 })).toBe(0);
  });
});

describe('cknna', () => {
  it('is 1 for equal data at any scale and offset of the kernel, and not above 1', () => {
    const [x, y] = [activity(30, 6, 'x'), activity(30, 4, 'y')];
    const scaled = { ...x, data: x.data.map((value) => value * 1e-8) };
    for (const centring of ['rows', 'unbiased'] as const) {
      expect(cknna(input(x), input(x), { centring })).toBeCloseTo(1, 13);
      expect(cknna(input(scaled), input(y), { centring })).toBeCloseTo(cknna(input(x), input(y), { centring }), 12);
    }
    expect(cknna(input(x), input(y))).toBeLessThan(1);
  });

  it('with all others as neighbours is the cosine of kernels centred by row, their diagonals left out', () => {
    // Inner products of 1, 2, 4 and of 1, -1, 0, less the row means 7/3 (1, 2, 4) and 0.
    const [x, y] = [line(1, 2, 4), line(1, -1, 0)];
    const a = [2 - 7 / 3, 4 - 7 / 3, 2 - 14 / 3, 8 - 14 / 3, 4 - 28 / 3, 8 - 28 / 3];
    const b = [-1, 0, -1, 0, 0, 0];
    const dot = (u: number[], v: number[]) => u.reduce((sum, value, at) => sum + value * v[at], 0);
    expect(cknna(x, y, { k: 2 })).toBeCloseTo(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 13);
  });

  it('unbiased, with all others as neighbours, is the unbiased CKA', () => {
    // For n = 4: HSIC of K~ and L~ by its definition.
    const [x, y] = [
      [
        [1, 0],
        [2, 1],
        [0, 3],
        [-1, 1],
      ],
      [
        [0, 1],
        [2, 2],
        [1, 4],
        [-3, 1],
      ],
    ];
    const kernel = (rows: number[][]) =>
      rows.map((u, i) => rows.map((v, j) => (i === j ? 0 : u[0] * v[0] + u[1] * v[1])));
    const hsic = (k: number[][], l: number[][]) => {
      let [trace, sumK, sumL, chained] = [0, 0, 0, 0];
      for (let i = 0; i < 4; i++)
        for (let j = 0; j < 4; j++) {
          trace += k[i][j] * l[j][i];
          sumK += k[i][j];
          sumL += l[i][j];
          for (let m = 0; m < 4; m++) chained += k[i][j] * l[j][m];
        }
      return trace + (sumK * sumL) / 6 - chained;
    };
    const [k, l] = [kernel(x), kernel(y)];
    const expected = hsic(k, l) / Math.sqrt(hsic(k, k) * hsic(l, l));
    expect(cknna(x, y, { k: 3, centring: 'unbiased' })).toBeCloseTo(expected, 12);
  });
});

describe('bad input of the measures of neighbours', () => {
  it('is named with the measure', () => {
    const x = input(activity(10, 3, 'x'));
    for (const [name, measure] of Object.entries(neighbourMeasures)) {
      expect(() => measure(x, x)).toThrow(`${name}: k is 10, but x has 10 samples; expected at most 9. Lower k`);
      expect(() => measure(x, x, { k: 0 })).toThrow(`${name}: k is 0; expected an integer of at least 1`);
      expect(() => measure(x, x, { k: 2, ties: 'lower' as never })).toThrow("Did you mean 'lower-index'?");
      expect(() => measure(x, x, { k: 2, self: 'excluded' as never })).toThrow("Did you mean 'exclude'?");
      expect(() => measure(x, x, { k: 2, similarity: 'cosin' as never })).toThrow("Did you mean 'cosine'?");
    }
    expect(() => cknna(line(1, 2, 3), line(1, 2, 3), { k: 1, centring: 'unbiased' })).toThrow(
      'cknna: x has 3 samples; the unbiased form needs at least 4',
    );
    expect(() => secondOrderCosine(x, x, { k: 2, profile: 'distance' as never })).toThrow("Did you mean 'distances'?");
  });
});
