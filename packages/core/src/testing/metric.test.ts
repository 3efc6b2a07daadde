import { describe, expect, it } from 'vitest';
import { failingChecks } from '../../test/failing-checks.js';
import { ArgumentError } from '../errors.js';
import { toMatrix } from '../matrix.js';
import type { Matrix, MatrixInput, Metric } from '../types.js';
import { describeMetric } from './metric.js';

const failures = <O>(metric: Metric<O>) => failingChecks((runner) => describeMetric(runner, metric));

/** Inner products of centred samples, samples x samples, of unit norm: the shape of a cloud of points. */
function shapeOf(argument: string, input: MatrixInput): Float64Array {
  const { rows, columns, data } = toMatrix('minimal', argument, input);
  if (rows < 2) throw new ArgumentError(`minimal: ${argument} has 1 sample; expected at least 2`);
  const mean = (unit: number) =>
    data[unit] + data.reduce((sum, value, at) => sum + (at % columns === unit ? value - data[unit] : 0), 0) / rows;
  const means = Array.from({ length: columns }, (_, unit) => mean(unit));
  const centred = data.map((value, at) => value - means[at % columns]);
  const products = Float64Array.from({ length: rows * rows }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < columns; k++)
      sum += centred[Math.floor(at / rows) * columns + k] * centred[(at % rows) * columns + k];
    return sum;
  });
  const norm = Math.sqrt(products.reduce((sum, value) => sum + value * value, 0));
  if (norm === 0) throw new ArgumentError(`minimal: ${argument} is constant; expected units that vary`);
  return products.map((value) => value / norm);
}

/** The cosine of two shapes: linear CKA, the plain way. */
function cosine(x: MatrixInput, y: MatrixInput): number {
  const [a, b] = [shapeOf('x', x), shapeOf('y', y)];
  if (a.length !== b.length)
    throw new ArgumentError(`minimal: x has ${Math.sqrt(a.length)} samples, y has ${Math.sqrt(b.length)}`);
  return Math.min(
    1,
    a.reduce((sum, value, at) => sum + value * b[at], 0),
  );
}

type Measure = (x: MatrixInput, y: MatrixInput) => number;
const facts = {
  range: [0, Math.PI / 2],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'rotation', 'permutation'],
  symmetric: true,
  isMetric: true,
  source: 'this test',
} as const;
function metricOf(measure: Measure, changes: Partial<Omit<Metric, 'name'>> = {}): Metric {
  const minimal = (x: MatrixInput, y: MatrixInput) => measure(x, y);
  return Object.assign(minimal, { ...facts, ...changes });
}

const angle: Measure = (x, y) => Math.acos(cosine(x, y));
/** The angle, with something done to the data first. */
const after = (change: (x: Matrix, argument: string) => Matrix): Measure => {
  const read = (argument: string, input: MatrixInput) => {
    const { rows, columns, data } = change(toMatrix('minimal', argument, input), argument);
    return { data, shape: [rows, columns] };
  };
  return (x, y) => angle(read('x', x), read('y', y));
};
/** The angle, or what `otherwise` does where there is none. */
const orElse =
  (otherwise: () => number): Measure =>
  (x, y) => {
    try {
      return angle(x, y);
    } catch {
      return otherwise();
    }
  };
const fail =
  (message: string, Kind: new (message: string) => Error = Error) =>
  (): never => {
    throw new Kind(message);
  };
const mapped = (x: Matrix, change: (value: number, at: number) => number) => ({ ...x, data: x.data.map(change) });

describe('describeMetric', () => {
  it('passes a sound metric', async () => expect(await failures(metricOf(angle))).toEqual([]));
  it('lets a measure be asymmetric that says so', async () => {
    const lopsided: Measure = (x, y) => angle(x, y) * (toMatrix('', 'x', x).columns < 6 ? 1 : 0.9);
    expect(await failures(metricOf(lopsided))).toContain('is symmetric');
    expect(await failures(metricOf(lopsided, { symmetric: false, isMetric: false }))).toEqual([]);
    expect(await failures(metricOf(angle, { symmetric: false }))).toContain('is not symmetric');
  });
  it('passes a sound similarity', async () => {
    const similarity = metricOf(cosine, { range: [0, 1], higherIsCloser: true, isMetric: false });
    expect(await failures(similarity)).toEqual([]);
  });

  let calls = 0;
  it.each<[string, Metric, RegExp]>([
    ['no source', metricOf(angle, { source: '' }), /source/],
    ['a range upside down', metricOf(angle, { range: [1, 0] }), /range/],
    ['a similarity called a metric', metricOf(cosine, { range: [0, 1], higherIsCloser: true }), /says its name/],
    [
      'an argument that counts more',
      metricOf(after((x, argument) => (argument === 'x' ? mapped(x, (v, at) => (at % x.columns ? v : 2 * v)) : x))),
      /symmetric/,
    ],
    ['a value that is never the closest', metricOf((x, y) => angle(x, y) / 2 + 0.1), /identical/],
    ['no sensitivity to the data', metricOf((x, y) => angle(x, y) * 0), /noisy copy/],
    ['values outside its range', metricOf((x, y) => 3 * angle(x, y)), /range/],
    ['squares that are said to be a metric', metricOf((x, y) => angle(x, y) ** 2, { range: [0, 3] }), /triangle/],
    [
      'an invariance it has not',
      metricOf(angle, { invariance: ['invertible-linear'] }),
      /invariant to invertible-linear/,
    ],
    [
      'an invariance it does not state',
      metricOf(angle, { invariance: ['translation', 'rotation', 'permutation'] }),
      /not invariant to isotropic-scaling/,
    ],
    ['an absolute threshold', metricOf(after((x) => mapped(x, (v) => (Math.abs(v) < 1e-3 ? 0 : v)))), /scaling/],
    ['numbers that drift', metricOf((x, y) => angle(x, y) + 1e-12 * ++calls), /same number every time/],
    [
      'a changed argument',
      metricOf((x, y) => {
        const value = angle(x, y);
        if ('data' in x && x.data instanceof Float64Array) x.data[0] += 1;
        return value;
      }),
      /leaves its arguments/,
    ],
    [
      'one kind of input read the wrong way',
      metricOf((x, y) => angle('dataSync' in x ? { data: x.dataSync(), shape: [...x.shape].reverse() } : x, y)),
      /rank 2 and 3 alike/,
    ],
    ['a number for impossible input', metricOf(orElse(() => 0)), /both numbers of samples/],
    ['a number for NaN and constant data', metricOf(orElse(() => 0)), /naming the argument/],
    ['an error of no kind', metricOf(orElse(fail('x has 60 samples, y has 58'))), /both numbers of samples/],
    ['an error that names nothing', metricOf(orElse(fail('bad input', ArgumentError))), /naming the argument/],
  ])('fails a metric with %s', async (_, metric, title) => {
    expect(await failures(metric)).toEqual(expect.arrayContaining([expect.stringMatching(title)]));
  });
});
