import { createRng, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../test/activity.js';
import { columnsOf, orthogonal, weighted } from '../test/geometry.js';
import * as similarity from './index.js';

const {
  alignOperators,
  compatibleMeasures,
  controllabilityDistances,
  dmd,
  dmdWithControl,
  dsa,
  dsaWasserstein,
  linearCka,
  linearPredictivity,
  meanCca,
  pairwise,
  procrustes,
  pwcca,
  shapeMetric,
  svcca,
} = similarity;

const [x, y] = [activity(40, 8, 'x'), activity(40, 5, 'y')];
const scaled = (a: Matrix, factor: number): Matrix => ({ ...a, data: a.data.map((value) => factor * value) });
const shifted = (a: Matrix, by: number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value + by * (1 + (at % a.columns))),
});

/** Trials of x' = A x + B u + noise, [trials, time, states], with the inputs, [trials, time, 2]. */
function trialsOf(a: Matrix, b: Matrix, noise: number, label: string): { states: MatrixInput; inputs: MatrixInput } {
  const rng = createRng(label);
  const [trials, time, n] = [6, 30, a.rows];
  const [states, inputs] = [new Float64Array(trials * time * n), new Float64Array(trials * time * 2)];
  for (let at = 0; at < inputs.length; at++) inputs[at] = rng.normal();
  for (let trial = 0; trial < trials; trial++)
    for (let t = 0; t < time; t++)
      for (let i = 0; i < n; i++) {
        const to = (trial * time + t) * n;
        states[to + i] = t === 0 ? rng.normal() : noise * rng.normal();
        if (t === 0) continue;
        for (let j = 0; j < n; j++) states[to + i] += a.data[i * n + j] * states[to - n + j];
        for (let j = 0; j < 2; j++) states[to + i] += b.data[i * 2 + j] * inputs[(trial * time + t - 1) * 2 + j];
      }
  return { states: { data: states, shape: [trials, time, n] }, inputs: { data: inputs, shape: [trials, time, 2] } };
}
const a = {
  ...activity(4, 4, 'operator'),
  data: activity(4, 4, 'operator').data.map((v, at) => 0.2 * v + (at % 5 === 0 ? 0.5 : 0)),
};
const b = activity(4, 2, 'inputs');

describe('Faults of the reference libraries do not occur here', () => {
  it('netrep LinearMetric: held-out samples of another width get a clear error', () => {
    expect(() => procrustes.fit(input(x), input(y)).score(input(y), input(y))).toThrow(/x has 5 units.* 8; expected/);
  });

  it('netrep LinearMetric: the unit of the data does not change an alpha of 0', () => {
    const at = (factor: number) => shapeMetric(input(scaled(x, factor)), input(y), { alpha: 0 });
    for (const factor of [1e-3, 1e-5, 1e-8, 1e8]) expect(at(factor)).toBeCloseTo(at(1), 9);
  });

  it('netrep LinearMetric: what alpha 0 means for different widths is said and can be had otherwise', () => {
    const cosine = shapeMetric(input(x), input(y), { alpha: 0, score: 'cosine' });
    const total = meanCca(input(x), input(y)) * 5;
    expect(cosine).toBeCloseTo(total / Math.sqrt(8 * 5), 9);
  });

  it('netrep pairwise_distances: representations of different widths are prepared once, too', async () => {
    const { data } = await pairwise(procrustes, [input(x), input(y), input(activity(40, 3, 'z'))]);
    expect(data.every(Number.isFinite)).toBe(true);
  });

  it('DSA: everything stays float64', () => {
    const { states } = trialsOf(a, b, 0, 'exact');
    const { states: same } = trialsOf(a, b, 0, 'exact');
    expect(dmd(states).operator.data).toBeInstanceOf(Float64Array);
    expect(dsa(states, same)).toBeLessThan(1e-12);
  });

  it('DSA: a score leaves what was fitted as it was', () => {
    const [one, other] = ['one', 'other'].map((label) => dsa.prepare(trialsOf(a, b, 0.3, label).states));
    const before = JSON.stringify([one, other]);
    const first = dsa.compare(one, other);
    expect(JSON.stringify([one, other])).toBe(before);
    expect(dsa.compare(one, other)).toBe(first);
  });

  it('DSA: reduced-rank regression of full rank is the ordinary operator, not its transpose', () => {
    const { states } = trialsOf(a, b, 0.3, 'reduced');
    const [ordinary, reduced] = (['principal-components', 'reduced-rank'] as const).map((regression) =>
      dmd(states, { regression, lambda: 0 }),
    );
    reduced.operator.data.forEach((value, at) => {
      expect(Math.abs(value)).toBeCloseTo(Math.abs(ordinary.operator.data[at]), 9);
    });
  });

  it('DSA: the Wasserstein distance is W2 by default, its square by name', () => {
    const [one, other] = ['w one', 'w other'].map((label) => trialsOf(a, b, 0.3, label).states);
    const distance = dsaWasserstein(one, other);
    expect(dsaWasserstein(one, other, { squared: true })).toBeCloseTo(distance ** 2, 12);
  });

  it('DSA: operators that differ by the signs of their coordinates are the same', () => {
    const operator = activity(6, 6, 'signs');
    const signs = [1, -1, -1, 1, 1, 1];
    const turned = { ...operator, data: operator.data.map((v, at) => v * signs[Math.floor(at / 6)] * signs[at % 6]) };
    expect(alignOperators(operator, turned).chord).toBeLessThan(1e-9);
  });

  it('DSA: the search is the same every time', () => {
    const [one, other] = [activity(8, 8, 'p'), activity(8, 8, 'q')];
    expect(alignOperators(one, other).cosine).toBe(alignOperators(one, other).cosine);
  });

  it('InputDSA: a rotated copy of a controlled system is at 0, jointly too', () => {
    const q = orthogonal(4, 'turn');
    const copy = { a: multiplyTranspose(multiply(q, a), q), b: multiply(q, b) };
    const { joint, state, control } = controllabilityDistances({ a, b }, copy);
    for (const distance of [joint, state, control]) expect(distance).toBeLessThan(1e-7);
  });

  it('DMDc: trials are not joined end to end: a system without noise is found exactly', () => {
    const { states, inputs } = trialsOf(a, b, 0, 'control');
    const found = dmdWithControl(states, inputs, { lambda: 0 });
    found.a.data.forEach((value, at) => {
      expect(value).toBeCloseTo(a.data[at], 9);
    });
  });

  it('google and sim_metric PWCCA: any widths, and no dependence on the basis of directions that do not matter', () => {
    const value = pwcca(input(x), input(y));
    expect(Number.isFinite(value)).toBe(true);
    // The weights are those of the variates that y has a partner for: another basis of y's units gives the same ones.
    const turned = multiply(y, orthogonal(5, 'turned'));
    expect(pwcca(input(x), input(turned))).toBeCloseTo(value, 9);
  });

  it('resi SVCCA: as many components are kept as the variance asks for', () => {
    const stretched = weighted(x, [1, 1, 1, 1, 1e-4, 1e-4, 1e-4, 1e-4]);
    const first = columnsOf(x, 0, 4);
    expect(svcca(input(stretched), input(y))).toBeCloseTo(svcca(input(first), input(y)), 3);
  });

  it('rtd SVCCA: an offset of the units changes nothing', () => {
    expect(svcca(input(shifted(x, 10)), input(y))).toBeCloseTo(svcca(input(x), input(y)), 9);
  });

  it('pyrcca: canonical correlations are not negative, and 1 for a mixture', () => {
    expect(meanCca(input(x), input(multiply(x, orthogonal(8, 'mix'))))).toBeCloseTo(1, 9);
    expect(meanCca(input(x), input(y))).toBeGreaterThan(0);
  });

  it('modelsym CKA and diffscore cca-angular: ordinary data give numbers', () => {
    expect(linearCka(input(x), input(y))).toBeGreaterThan(0);
    expect(shapeMetric(input(x), input(y), { alpha: 0, score: 'radians' })).toBeGreaterThan(0);
  });

  it('diffscore linreg: silent units of the predictor add nothing, and calls repeat', () => {
    const silent = { rows: 40, columns: 8, data: new Float64Array(320) };
    for (let i = 0; i < 40; i++) silent.data.set(y.data.subarray(i * 5, i * 5 + 5), i * 8);
    const value = linearPredictivity(input(y), input(x));
    expect(linearPredictivity(input(silent), input(x))).toBeCloseTo(value, 9);
    expect(linearPredictivity(input(y), input(x))).toBe(value);
  });

  it('deepdive and brainscore registries: every name is its own measure', () => {
    const values = ['linear-predictivity', 'ridge-predictivity', 'pairwise-matching'].map((name) =>
      similarity.metricNamed(name)(input(x), input(y)),
    );
    expect(new Set(values).size).toBe(3);
    for (const measure of Object.values(compatibleMeasures)) expect(measure).toBeInstanceOf(Function);
  });

  it('nn_similarity_index: distances of equal data are 0, not NaN', () => {
    expect(similarity.buresDistance(input(x), input(x))).toBeLessThan(1e-9);
    expect(similarity.nbs(input(x), input(x))).toBeCloseTo(1, 12);
  });

  it('netrep stochastic metrics: permutations and no rotation at all are groups, too', () => {
    const moments = (label: string) => {
      const factor = activity(3, 9, label).data;
      const covariances = new Float64Array(27);
      for (let c = 0; c < 3; c++)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 3; j++)
            for (let k = 0; k < 3; k++)
              covariances[c * 9 + i * 3 + j] += factor[c * 9 + i * 3 + k] * factor[c * 9 + j * 3 + k];
      return { means: input(activity(3, 3, label)), covariances: { data: covariances, shape: [3, 3, 3] } };
    };
    const [one, other] = [moments('m1'), moments('m2')];
    const at = (group: 'orth' | 'perm' | 'identity') => similarity.gaussianStochasticDistance(one, other, { group });
    expect(at('orth')).toBeLessThanOrEqual(at('perm') + 1e-9);
    expect(at('perm')).toBeLessThanOrEqual(at('identity') + 1e-9);
  });

  it('netrep GaussianStochasticMetric: the alignment that is fitted is the one that is scored', () => {
    const means = (label: string) => input(activity(6, 3, label));
    const identity = Float64Array.from({ length: 54 }, (_, at) => (Math.floor((at % 9) / 3) === at % 3 ? 1 : 0.2));
    const covariances = { data: identity, shape: [6, 3, 3] };
    const [one, other] = ['g1', 'g2'].map((label) => ({ means: means(label), covariances }));
    for (const alpha of [0.25, 0.5, 1, 1.5, 1.75]) {
      const fitted = similarity.fitGaussianStochastic(one, other, { alpha });
      const direct = similarity.gaussianStochasticDistance(one, other, { alpha });
      expect(fitted.score(one, other)).toBeCloseTo(direct, 9);
    }
  });
});
