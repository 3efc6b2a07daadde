import { ArgumentError, createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  conditionCovariance,
  crossnobisRdm,
  crossRunDissimilarities,
  crossValidatedPoissonRdm,
  precisionOf,
  rdm,
  rdmMovie,
  rescaledMean,
  rescaleRdms,
  residualCovariance,
  transformRdm,
  transformRdms,
  trialCovariance,
  unbalancedRdm,
} from './index.js';

const rng = createRng('rdms');
const normals = (rows: number, columns: number) => ({
  data: Float64Array.from({ length: rows * columns }, () => rng.normal()),
  shape: [rows, columns],
});
const near = (found: ArrayLike<number>, expected: ArrayLike<number>, digits = 10) => {
  expect(found.length).toBe(expected.length);
  Array.from(found).forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at], digits);
  });
};
const withoutColumn = ({ data, shape: [rows, columns] }: ReturnType<typeof normals>, column: number) => ({
  data: data.filter((_, at) => at % columns !== column),
  shape: [rows, columns - 1],
});

describe('rdm', () => {
  it('of 3 I is 6: the squared distance over channels', () => {
    const patterns = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 3 : 0)));
    near(rdm(patterns).values, [6, 6, 6]);
    near(rdm(patterns, { kind: 'euclidean' }).values, [Math.sqrt(18), Math.sqrt(18), Math.sqrt(18)]);
    near(rdm(patterns, { kind: 'cosine' }).values, [1, 1, 1]);
    near(rdm(patterns, { kind: 'correlation' }).values, [1.5, 1.5, 1.5]);
    near(rdm(patterns, { kind: 'gaussian' }).values, new Array(3).fill(1 - Math.exp(-1.5)));
    near(
      rdm(
        [
          [1, 2],
          [3, 2],
        ],
        { kind: 'poisson', priorWeight: 0 },
      ).values,
      [Math.log(3)],
    );
  });

  it('takes a precision, and with the identity is the squared Euclidean one', () => {
    const patterns = normals(6, 3);
    const identity = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    near(rdm(patterns, { kind: 'mahalanobis', precision: identity }).values, rdm(patterns).values);
    expect(() => rdm(patterns, { kind: 'mahalanobis' })).toThrow('precision is undefined');
    expect(() => rdm(patterns, { kind: 'mahalanobis', precision: [[1]] })).toThrow('expected 3 x 3');
  });

  it('keeps its digits far from the origin, for few and for many channels', () => {
    for (const channels of [4, 200]) {
      const base = { data: Float64Array.from({ length: 60 * channels }, () => rng.integer(50)), shape: [60, channels] };
      const far = { ...base, data: base.data.map((value) => value + 2 ** 33) };
      near(rdm(far).values, rdm(base).values, 8);
    }
  });

  it('of a movie is that of each time point or bin', () => {
    const data = Float64Array.from({ length: 4 * 3 * 2 }, () => rng.normal());
    const at = (time: number) => [0, 1, 2, 3].map((i) => [0, 1].map((k) => data[(i * 3 + time) * 2 + k]));
    const movie = rdmMovie({ data, shape: [4, 3, 2] });
    expect(movie).toHaveLength(3);
    near(movie[2].values, rdm(at(2)).values);
    const mean = at(0).map((row, i) => row.map((value, k) => (value + at(1)[i][k]) / 2));
    near(rdmMovie({ data, shape: [4, 3, 2] }, { bins: [[0, 1]] })[0].values, rdm(mean).values);
    expect(() => rdmMovie({ data, shape: [4, 3, 2] }, { bins: [[3]] })).toThrow('below 3');
    expect(() => rdmMovie(normals(4, 3))).toThrow('[conditions, time, channels]');
  });
});

describe('cross-validated RDMs', () => {
  const conditions = [0, 0, 0, 1, 1, 1, 2, 2, 2];
  const runs = [0, 1, 2, 0, 1, 2, 0, 1, 2];

  it('are those of the patterns where there is no noise', () => {
    const patterns = [
      [1, 2],
      [4, 6],
      [0, 3],
    ];
    const trials = conditions.map((condition) => patterns[condition]);
    const expected = rdm(patterns).values;
    near(crossnobisRdm(trials, { conditions, runs }).values, expected);
    near(unbalancedRdm(trials, { conditions, runs }).values, expected);
    near(crossValidatedPoissonRdm(trials, { conditions, runs }).values, rdm(patterns, { kind: 'poisson' }).values);
    const cross = crossRunDissimilarities(trials, { conditions, runs, first: [1] });
    near(cross.data, [0, expected[0], expected[1], expected[0], 0, expected[2], expected[1], expected[2], 0]);
  });

  it('have no bias from noise alone, unlike plain ones', () => {
    const many = Array.from({ length: 400 }, () => crossnobisRdm(normals(9, 5), { conditions, runs }).values);
    const mean = many.reduce((sum, values) => sum + values[0], 0) / many.length;
    expect(Math.abs(mean)).toBeLessThan(0.15);
    const plain = Array.from({ length: 100 }, () => rdm(normals(9, 5), { conditions }).values[0]);
    expect(plain.reduce((sum, value) => sum + value, 0) / 100).toBeGreaterThan(0.4);
  });

  it('take one precision for each run, which all the same are that one', () => {
    const trials = normals(9, 2);
    const precision = [
      [2, 0.3],
      [0.3, 1],
    ];
    const perRun = { perRun: [precision, precision, precision] };
    const pairs = [0, 1, 2].flatMap((a) => [0, 1, 2].filter((b) => b > a).map((b) => [a, b]));
    const expected = pairs.map((pair) => {
      const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8].filter((row) => pair.includes(runs[row]));
      const data = Float64Array.from(rows.flatMap((row) => [trials.data[2 * row], trials.data[2 * row + 1]]));
      const design = { conditions: rows.map((row) => conditions[row]), runs: rows.map((row) => runs[row]) };
      return crossnobisRdm({ data, shape: [6, 2] }, { ...design, precision }).values;
    });
    near(
      crossnobisRdm(trials, { conditions, runs, precision: perRun }).values,
      expected[0].map((_, at) => (expected[0][at] + expected[1][at] + expected[2][at]) / 3),
    );
    near(
      unbalancedRdm(trials, { kind: 'mahalanobis', conditions, runs, precision: perRun }).values,
      crossnobisRdm(trials, { conditions, runs, precision: perRun }).values,
    );
    expect(() => crossnobisRdm(trials, { conditions, runs, precision: { perRun: [precision] } })).toThrow('expected 3');
  });

  it('of incomplete designs are refused but by unbalancedRdm', () => {
    const trials = normals(8, 3);
    const design = { conditions: conditions.slice(1), runs: runs.slice(1) };
    expect(() => crossnobisRdm(trials, design)).toThrow('Use unbalancedRdm');
    expect(unbalancedRdm(trials, design).values.some(Number.isNaN)).toBe(false);
    expect(() => crossnobisRdm(trials, { ...design, runs: new Array(8).fill(0) })).toThrow('at least 2 runs');
  });

  it('without a channel that no trial has are those of the others (rsatoolbox counts it)', () => {
    const trials = normals(9, 4);
    const gap = { ...trials, data: trials.data.map((value, at) => (at % 4 === 1 ? Number.NaN : value)) };
    const precision = [
      [2, 0, 0, 0.1],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0.1, 0, 0, 1],
    ];
    const part = [
      [2, 0, 0.1],
      [0, 1, 0],
      [0.1, 0, 1],
    ];
    for (const weighting of ['number', 'equal'] as const) {
      const shared = { conditions, runs, weighting };
      for (const kind of ['squared-euclidean', 'correlation'] as const)
        near(
          unbalancedRdm(gap, { ...shared, kind }).values,
          unbalancedRdm(withoutColumn(trials, 1), { ...shared, kind }).values,
        );
      near(
        unbalancedRdm(gap, { ...shared, kind: 'mahalanobis', precision }).values,
        unbalancedRdm(withoutColumn(trials, 1), { ...shared, kind: 'mahalanobis', precision: part }).values,
      );
    }
  });
});

describe('noise', () => {
  it('of trials has the right degrees of freedom: trials minus conditions', () => {
    const trials = [[1], [3], [10], [14]];
    near(trialCovariance(trials, [0, 0, 1, 1], { estimator: 'full' }).data, [(1 + 1 + 4 + 4) / 2]);
    expect(() => trialCovariance(trials, [0, 1, 2, 3])).toThrow('at least 2 trials');
  });

  it.each(['full', 'diagonal', 'shrinkage-eye', 'shrinkage-diagonal'] as const)(
    '%s scales with its data',
    (estimator) => {
      const residuals = normals(30, 5);
      const once = residualCovariance(residuals, { estimator }).data;
      const scaled = { ...residuals, data: residuals.data.map((value) => value * 1e8) };
      near(
        residualCovariance(scaled, { estimator }).data.map((value) => value / 1e16),
        once,
      );
      near(
        residualCovariance(residuals, { estimator, degreesOfFreedom: 58 }).data.slice(0, 1),
        [once[0] / 2],
        estimator === 'shrinkage-eye' ? 1 : 10,
      );
    },
  );

  it('shrunk has an inverse where there are more channels than samples; the sample covariance has none', () => {
    const residuals = normals(5, 9);
    expect(precisionOf(asInput(residualCovariance(residuals))).data.every(Number.isFinite)).toBe(true);
    expect(() => precisionOf(asInput(residualCovariance(residuals, { estimator: 'full' })))).toThrow(ArgumentError);
  });

  it('between conditions is diagonal in expectation for independent trials', () => {
    const conditions = [0, 1, 2].flatMap((condition) => new Array(200).fill(condition));
    const { data } = conditionCovariance(normals(600, 20), { conditions });
    near(data, [1, 0, 0, 0, 1, 0, 0, 0, 1], 1);
  });
});

const asInput = ({ rows, columns, data }: { rows: number; columns: number; data: Float64Array }) => ({
  data,
  shape: [rows, columns],
});

describe('transforms', () => {
  it.each(['rank', 'sqrt', 'positive', 'minmax', 'geotopological', 'geodesic'] as const)(
    '%s leaves its input as it was, and NaN where it was',
    (transform) => {
      const values = Float64Array.of(-1, 4, 9, 2, Number.NaN, 6);
      const before = values.slice();
      const changed = transformRdm(values, transform).values;
      expect(values).toEqual(before);
      if (transform !== 'geodesic') expect(changed[4]).toBeNaN();
    },
  );

  it('geotopological is 0 and 1 beyond the quantiles, also below 1', () => {
    near(transformRdm([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 'geotopological').values, [0, 0, 1 / 3, 2 / 3, 1, 1]);
    expect(() => transformRdm([1, 2, 3], 'geotopological', { lower: 0.8, upper: 0.2 })).toThrow('lower < upper');
  });

  it('geodesic keeps the closest pair, and goes around', () => {
    near(transformRdm([0.1, 0.9, 0.3], 'geodesic').values, [0, 0.25, 0.25]);
  });

  it('of an RDM without variance are refused where it divides', () => {
    for (const transform of ['minmax', 'geodesic', 'geotopological'] as const)
      expect(() => transformRdms([[2, 2, 2]], transform)).toThrow(ArgumentError);
  });
});

describe('rescaling', () => {
  it.each(['evidence', 'setsize', 'simple'] as const)('by %s undoes a scale of its own for each RDM', (weights) => {
    const whole = [1, 2, 3, 4, 5, 6];
    const parts = [
      [1, 2, 3, 4, Number.NaN, 6],
      [10, Number.NaN, 30, 40, 50, Number.NaN],
      [Number.NaN, 0.2, 0.3, 0.4, 0.5, 0.6],
    ];
    const options = { weights, threshold: 1e-26 };
    const mean = rescaledMean(parts, options).values;
    near(
      mean.map((value) => value / mean[0]),
      whole,
      6,
    );
    rescaleRdms(parts, options).forEach(({ values }, list) => {
      values.forEach((value, at) => {
        if (Number.isNaN(parts[list][at])) expect(value).toBeNaN();
        else expect(value / mean[at]).toBeCloseTo(1, 6);
      });
    });
  });
});
