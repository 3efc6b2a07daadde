import { multiply, transposeMultiply } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, columnsOf, orthogonal, weighted, withAngles } from '../../test/geometry.js';
import { canonicalAnalysis } from './canonical-analysis.js';
import { crossValidatedCca } from './cross-validated-cca.js';
import { pwcca } from './pwcca.js';

const angles = [0.1, 0.4, 1.2];
const [x, y] = withAngles(angles);
const scaled = (a: typeof x, factor: number) => weighted(a, new Array(a.columns).fill(factor));

describe('canonicalAnalysis', () => {
  it('finds the cosines of the principal angles, at any scale and after any mixing', () => {
    const mixed = multiply(weighted(multiply(x, orthogonal(3, 'one')), [1, 50, 0.2]), orthogonal(3, 'two'));
    for (const one of [x, scaled(x, 1e8), scaled(x, 1e-8), scaled(x, 1e200), scaled(x, 1e-200), mixed]) {
      const { correlations } = canonicalAnalysis(input(one), input(y));
      expect(correlations).toHaveLength(3);
      angles.forEach((angle, i) => {
        expect(correlations[i]).toBeCloseTo(Math.cos(angle), 12);
      });
    }
  });

  it('gives variates of unit norm that correlate pair by pair and with no other', () => {
    const [a, b] = [activity(50, 5, 'a'), activity(50, 7, 'b')];
    const { correlations, xVariates, yVariates } = canonicalAnalysis(input(a), input(b));
    const products = {
      own: transposeMultiply(xVariates, xVariates),
      other: transposeMultiply(yVariates, yVariates),
      cross: transposeMultiply(xVariates, yVariates),
    };
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) {
        const same = i === j ? 1 : 0;
        expect(products.own.data[i * 5 + j]).toBeCloseTo(same, 11);
        expect(products.other.data[i * 5 + j]).toBeCloseTo(same, 11);
        expect(products.cross.data[i * 5 + j]).toBeCloseTo(same * correlations[i], 11);
      }
  });

  it('invents no direction where data lack rank: duplicate, constant and mixed units, also far from zero', () => {
    const rng = orthogonal(8, 'wide');
    const basis = centredBasis(40, 2);
    const lacking = multiply(basis, { rows: 2, columns: 8, data: rng.data.slice(0, 16) });
    const far = { ...lacking, data: lacking.data.map((value) => value + 1e4) };
    for (const one of [lacking, far]) {
      const { xRank, correlations, saturated } = canonicalAnalysis(input(one), input(x));
      expect(xRank).toBe(2);
      expect(correlations).toHaveLength(2);
      expect(saturated).toBe(false);
    }
  });

  it('gives ones, and says that it is saturated, where units are as many as samples', () => {
    const wide = canonicalAnalysis(input(activity(10, 30, 'a')), input(activity(10, 4, 'b')));
    expect(wide.saturated).toBe(true);
    expect(wide.xRank).toBe(9);
    for (const rho of wide.correlations) expect(rho).toBeCloseTo(1, 12);
    expect(canonicalAnalysis(input(activity(10, 8, 'a')), input(activity(10, 4, 'b'))).saturated).toBe(false);
  });

  it('does not let rounding choose among the directions of several correlations of 1', () => {
    // 12 and 12 dimensions of 19 share at least 5.
    const [a, b] = [activity(20, 12, 'a'), activity(20, 12, 'b')];
    const weights = (factor: number) => canonicalAnalysis(input(scaled(a, factor)), input(b)).xWeights;
    const [one, other] = [weights(1), weights(3e5)];
    one.data.forEach((value, at) => {
      // A direction's sign is free.
      expect(Math.abs(other.data[at]) * 3e5).toBeCloseTo(Math.abs(value), 8);
    });
    expect(pwcca(input(scaled(a, 3e5)), input(b))).toBeCloseTo(pwcca(input(a), input(b)), 9);
    const held = (factor: number) => crossValidatedCca(input(scaled(a, factor)), input(b));
    expect(held(3e5)).toBeCloseTo(held(1), 8);
  });

  it('keeps the fewest components that hold the variance, or the number, of each side', () => {
    const basis = centredBasis(40, 6);
    // Shares of variance .64, .32 and .04.
    const shares = weighted(columnsOf(basis, 0, 3), [0.8, Math.sqrt(0.32), 0.2]);
    const rank = (reduction: Parameters<typeof canonicalAnalysis>[2]) => {
      const { xRank, yRank } = canonicalAnalysis(input(shares), input(columnsOf(basis, 2, 6)), reduction);
      return [xRank, yRank];
    };
    expect(rank({ reduction: { variance: 0.6 } })).toEqual([1, 3]);
    expect(rank({ reduction: { variance: 0.95 } })).toEqual([2, 4]);
    expect(rank({ reduction: { variance: 1 } })).toEqual([3, 4]);
    expect(rank({ reduction: { x: { dimensions: 2 }, y: {} } })).toEqual([2, 4]);
    expect(rank({ reduction: { variance: 0.95, dimensions: 1 } })).toEqual([1, 1]);
  });

  it('shrinks with a ridge as the eigenvalues say, whatever the scale', () => {
    const ridge = 0.5;
    const shrunk = canonicalAnalysis(input(scaled(x, 1e-6)), input(y), { ridge }).correlations;
    // White data: every eigenvalue is their mean.
    angles.forEach((angle, i) => {
      expect(shrunk[i]).toBeCloseTo(Math.cos(angle) / (1 + ridge), 12);
    });
  });

  it('is symmetric, and never above 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (n, p, q) => {
          const [a, b] = [input(activity(n, p, `x${p}`)), input(activity(n, q, `y${q}`))];
          const [there, back] = [canonicalAnalysis(a, b).correlations, canonicalAnalysis(b, a).correlations];
          there.forEach((rho, i) => {
            expect(rho).toBeLessThanOrEqual(1);
            expect(back[i]).toBeCloseTo(rho, 10);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('says what is wrong', () => {
    expect(() => canonicalAnalysis(input(x), input(activity(39, 2, 'b')))).toThrow('x has 40 samples, y has 39');
    expect(() => canonicalAnalysis(input(x), input(y), { ridge: -1 })).toThrow('canonicalAnalysis: ridge is -1');
    expect(() => canonicalAnalysis(input(x), input(y), { reduction: { variance: 2 } })).toThrow('variance is 2');
    expect(() => canonicalAnalysis(input(x), input(y), { reduction: { dimensions: 0 } })).toThrow('dimensions is 0');
    expect(() => canonicalAnalysis([[0], [0]], [[1], [2]], { centre: false })).toThrow('x is all zero');
  });
});
