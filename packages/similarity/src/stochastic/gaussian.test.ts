import { createRng, type NdLike } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { orthogonal } from '../../test/geometry.js';
import { cycle, trials, turned } from '../../test/trials.js';
import {
  type AlignmentGroup,
  fitGaussianProcess,
  fitGaussianStochastic,
  gaussianProcessDistance,
  gaussianStochasticDistance,
} from './index.js';

const groups: readonly AlignmentGroup[] = ['orth', 'perm', 'identity'];
const alphas = [0, 0.5, 1, 1.5, 2];
const [x, y] = [trials(5, 12, 4, 'x'), trials(5, 9, 4, 'y')];

/** Means and covariances as the definition has them. */
function momentsOf({ data, shape: [conditions, repeats, units] }: NdLike) {
  const means: number[][] = [];
  const covariances: number[][][] = [];
  for (let c = 0; c < conditions; c++) {
    const at = (r: number, u: number) => data[(c * repeats + r) * units + u];
    const rows = Array.from({ length: repeats }, (_, r) => r);
    const mean = Array.from({ length: units }, (_, u) => rows.reduce((sum, r) => sum + at(r, u), 0) / repeats);
    means.push(mean);
    covariances.push(
      mean.map((m, u) =>
        mean.map((k, v) => rows.reduce((sum, r) => sum + (at(r, u) - m) * (at(r, v) - k), 0) / (repeats - 1)),
      ),
    );
  }
  return { means, covariances };
}

describe('gaussianStochasticDistance', () => {
  it('is the 2-Wasserstein distance of single units', () => {
    const [a, b] = [
      { means: [[1], [2]], covariances: [[[4]], [[9]]] },
      { means: [[3], [2]], covariances: [[[1]], [[16]]] },
    ];
    // Mean differences 2 and 0, differences of standard deviations 1 and -1.
    expect(gaussianStochasticDistance(a, b, { group: 'identity' })).toBeCloseTo(Math.sqrt((4 + 1 + 1) / 2), 14);
    expect(gaussianStochasticDistance(a, b, { group: 'identity', alpha: 1.5 })).toBeCloseTo(Math.sqrt((6 + 1) / 2), 14);
    expect(gaussianStochasticDistance(a, b, { alpha: 0 })).toBeCloseTo(Math.sqrt(2), 14);
  });

  it('takes the moments of trials', () => {
    const options = { group: 'perm', alpha: 0.5 } as const;
    expect(gaussianStochasticDistance(momentsOf(x), momentsOf(y), options)).toBeCloseTo(
      gaussianStochasticDistance(x, y, options),
      9,
    );
  });

  it.each(alphas)('is 0 for a turned copy and for permuted units, and symmetric, at alpha %d', (alpha) => {
    expect(gaussianStochasticDistance(x, turned(x, orthogonal(4, 'turn')), { alpha })).toBeLessThan(1e-6);
    expect(gaussianStochasticDistance(x, turned(x, cycle), { alpha, group: 'perm' })).toBeLessThan(1e-12);
    for (const group of groups) {
      expect(gaussianStochasticDistance(x, x, { alpha, group })).toBeLessThan(1e-12);
      const value = gaussianStochasticDistance(x, y, { alpha, group });
      // Covariances alone have many optima over the rotations, of which each side may find another.
      if (alpha > 0 || group !== 'orth')
        expect(gaussianStochasticDistance(y, x, { alpha, group })).toBeCloseTo(value, 5);
    }
    // A larger group can only bring them closer.
    const [orth, perm, identity] = groups.map((group) => gaussianStochasticDistance(x, y, { alpha, group }));
    expect(orth).toBeLessThanOrEqual(perm + 1e-9);
    expect(perm).toBeLessThanOrEqual(identity + 1e-9);
  });

  it('fits what it scores: no rotation near the one found is better, at any alpha', () => {
    const rng = createRng('nearby');
    for (const alpha of alphas) {
      const { alignment, value } = fitGaussianStochastic(x, y, { alpha });
      for (let k = 0; k < 20; k++) {
        // A small turn in the plane of two units.
        const [i, j] = [rng.integer(4), rng.integer(4)];
        if (i === j) continue;
        const angle = 0.02 * rng.normal();
        const givens = Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 1 : 0));
        [givens[i * 5], givens[j * 5], givens[i * 4 + j], givens[j * 4 + i]] = [
          Math.cos(angle),
          Math.cos(angle),
          Math.sin(angle),
          -Math.sin(angle),
        ];
        const nearby = multiply(alignment, { rows: 4, columns: 4, data: givens });
        const scored = gaussianStochasticDistance(x, turned(y, nearby), { alpha, group: 'identity' });
        expect(scored).toBeGreaterThanOrEqual(value - 1e-9);
      }
      expect(gaussianStochasticDistance(x, turned(y, alignment), { alpha, group: 'identity' })).toBeCloseTo(value, 9);
    }
  });

  it('aligns other conditions as those of the fit', () => {
    const rotation = orthogonal(4, 'turn');
    const held = trials(3, 8, 4, 'held out');
    const { score, alignment, converged } = fitGaussianStochastic(x, turned(x, rotation));
    expect(converged).toBe(true);
    expect(score(held, turned(held, rotation))).toBeLessThan(1e-6);
    const other = trials(3, 8, 4, 'other');
    expect(score(held, other)).toBeCloseTo(
      gaussianStochasticDistance(held, turned(other, alignment), { group: 'identity' }),
      9,
    );
    expect(score(held, other)).toBeGreaterThan(gaussianStochasticDistance(held, other) - 1e-9);
    expect(() => score(held, trials(3, 8, 3, 'narrow'))).toThrow(
      'y has 3 units, the conditions it was fitted on have 4',
    );
  });

  it('pads the fewer units with silence', () => {
    const narrow = trials(5, 6, 2, 'narrow');
    const wide = Float64Array.from({ length: 5 * 6 * 4 }, (_, at) =>
      at % 4 < 2 ? narrow.data[Math.floor(at / 4) * 2 + (at % 4)] : 0,
    );
    const padded = { data: wide, shape: [5, 6, 4] };
    for (const group of groups)
      expect(gaussianStochasticDistance(x, narrow, { group })).toBeCloseTo(
        gaussianStochasticDistance(x, padded, { group }),
        7,
      );
  });

  it('is the same every time, scales with the data, and depends on the seed at most by another optimum', () => {
    const value = gaussianStochasticDistance(x, y);
    expect(gaussianStochasticDistance(x, y)).toBe(value);
    for (const factor of [1e-8, 1e8]) {
      const [a, b] = [x, y].map(({ data, shape }) => ({ data: data.map((v) => v * factor), shape }));
      expect(gaussianStochasticDistance(a, b) / factor).toBeCloseTo(value, 9);
    }
    expect(gaussianStochasticDistance(x, y, { seed: 5 })).toBeCloseTo(value, 6);
  });

  it('says what is wrong', () => {
    const moments = {
      means: [[1, 2]],
      covariances: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
    };
    const bad = (covariances: number[][][]) => () => gaussianStochasticDistance({ ...moments, covariances }, moments);
    expect(
      bad([
        [
          [1, 0],
          [0, -1],
        ],
      ]),
    ).toThrow('x.covariances[0] has the eigenvalue -1');
    expect(
      bad([
        [
          [1, 2],
          [0, 1],
        ],
      ]),
    ).toThrow('x.covariances[0] is 0 at [1, 0] and 2 at [0, 1]');
    expect(bad([[[1]]])).toThrow('x.covariances has the shape [1, 1, 1]; expected [1, 2, 2]');
    expect(
      bad([
        [
          [1, Number.NaN],
          [0, 1],
        ],
      ]),
    ).toThrow('x.covariances is NaN');
    expect(() => gaussianStochasticDistance(x, trials(4, 9, 4, 'y'))).toThrow('x has 5 conditions, y has 4');
    expect(() => gaussianStochasticDistance([[1, 2]], x)).toThrow('expected trials [conditions, repeats, units]');
    expect(() => gaussianStochasticDistance(trials(5, 1, 4, 'x'), y)).toThrow('x has 1 repeat; expected at least 2');
    expect(() => gaussianStochasticDistance(x, y, { alpha: 2.5 })).toThrow('alpha is 2.5');
    expect(() => gaussianStochasticDistance(x, y, { restarts: -1 })).toThrow('restarts is -1');
    expect(() => gaussianStochasticDistance(x, y, { group: 'orht' as 'orth' })).toThrow("Did you mean 'orth'?");
  });
});

describe('gaussianProcessDistance', () => {
  it('is the Gaussian distance for one time, and turns the units alike at every time', () => {
    expect(gaussianProcessDistance(x, y, { units: 4 })).toBeCloseTo(gaussianStochasticDistance(x, y), 12);
    // Two times of two units.
    const rotation = orthogonal(2, 'turn');
    const asRows = { data: x.data, shape: [5, 24, 2] };
    const copy = { data: turned(asRows, rotation).data, shape: x.shape };
    const { value, alignment } = fitGaussianProcess(x, copy, { units: 2 });
    expect(value).toBeLessThan(1e-6);
    // YQ undoes the turn.
    multiply(rotation, alignment).data.forEach((value, at) => {
      expect(value).toBeCloseTo(at % 3 === 0 ? 1 : 0, 6);
    });
    // Free to turn times and units together, the Gaussian distance is no larger.
    expect(gaussianProcessDistance(x, y, { units: 2 })).toBeGreaterThanOrEqual(gaussianStochasticDistance(x, y) - 1e-9);
  });

  it('takes other numbers of units on each side, and refuses what does not fit', () => {
    const narrow = trials(5, 9, 2, 'narrow');
    expect(gaussianProcessDistance(x, narrow, { units: [2, 1] })).toBeGreaterThan(0);
    expect(() => gaussianProcessDistance(x, y, { units: 3 })).toThrow(
      'x has 4 values per condition; expected a multiple of its 3',
    );
    expect(() => gaussianProcessDistance(x, narrow, { units: 2 })).toThrow('x has 2 times, y has 1');
    expect(() => gaussianProcessDistance(x, y, { units: 0 })).toThrow('units is 0');
  });
});
