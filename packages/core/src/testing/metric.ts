import { createRng } from '../random.js';
import type { Invariance, Matrix, MatrixInput, Metric } from '../types.js';
import { argumentError, expectThat, type TestRunner } from './runner.js';
import { transformations } from './transformations.js';

/** Shape of the random data: 5 conditions of 12 time points. */
const conditions = 5;
const times = 12;
const samples = conditions * times;

/** Relative to the larger of 1 and the value: rounding of a few thousand operations. */
const rounding = 1e-9;
/** The same for equivalent representations: an arccos near 1, or a root of a difference near 0, loses half the digits. */
const nearClosest = 1e-6;

/** What a conformance run needs to know beside the metric. */
export interface MetricSuiteOptions<O> {
  /** Options handed to every call (default none). */
  readonly options?: O;
  /** False for a measure that may compare different samples, such as one of dynamics (default true). */
  readonly pairedSamples?: boolean;
  /** False for a measure whose value for equal data depends on the data, such as an unbounded similarity (default true). */
  readonly selfIsClosest?: boolean;
  /** False for a measure that is defined where no unit varies, such as one of uncentred samples (default true). */
  readonly refusesConstant?: boolean;
  /** True for a measure of dynamics, to which [conditions, time, units] are trials: rank 2 is one of them (default false). */
  readonly trialsMatter?: boolean;
  /** Invariances that hold nearly (a small ridge breaks them): neither promised nor excluded (default none). */
  readonly nearly?: readonly Invariance[];
}

/**
 * The conformance suite of metrics: symmetry, its closest value for equivalent representations, range, every stated
 * invariance and no other, the triangle inequality where it is promised, every kind of input, and the errors. All on
 * seeded data.
 */
export function describeMetric<O>(
  runner: TestRunner,
  metric: Metric<O>,
  {
    options,
    pairedSamples = true,
    selfIsClosest = true,
    refusesConstant = true,
    nearly = [],
    trialsMatter = false,
  }: MetricSuiteOptions<O> = {},
): void {
  const { describe, it } = runner;
  const measure = (x: MatrixInput, y: MatrixInput) => metric(x, y, options);
  const between = (x: Matrix, y: Matrix) => measure(nested(x), nested(y));
  const closest = metric.range[metric.higherIsCloser ? 1 : 0];
  const farness = (value: number) => Math.abs(value - closest);
  const x = activity('x', 7);
  const y = activity('y', 5);
  /** Whether a value is the closest there is, to `nearClosest` of how far x and y are. */
  const isClosest = (value: number) => farness(value) < nearClosest * Math.max(1, farness(between(x, y)));

  describe(`metric ${metric.name}`, () => {
    it('says its name, its source and an ordered range that starts at a finite value', () => {
      const [low, high] = metric.range;
      expectThat(metric.name !== '' && metric.source !== '', 'name or source is empty');
      expectThat(Number.isFinite(low) && low < high, `range is [${low}, ${high}]`);
      expectThat(!(metric.isMetric && metric.higherIsCloser), 'a metric is a distance, but higherIsCloser is true');
    });
    if (metric.symmetric)
      it('is symmetric', () => expectClose(between(y, x), between(x, y), 'exchanging the arguments'));
    else
      it('is not symmetric', () =>
        expectThat(isFar(between(y, x), between(x, y)), `gives ${between(x, y)} with the arguments exchanged, too`));
    if (selfIsClosest)
      it('gives its closest value for identical data', () => {
        for (const data of [x, y]) expectThat(isClosest(between(data, data)), `gives ${between(data, data)}`);
      });
    if (selfIsClosest)
      it('puts a slightly noisy copy nearer than unrelated data, and neither at its closest value', () => {
        const noisy = mix(x, activity('noise', 7), 0.1);
        const unrelated = activity('unrelated', 7, 'another latent');
        const [near, far] = [between(x, noisy), between(x, unrelated)];
        expectThat(
          !isClosest(near) && farness(near) < farness(far),
          `gives ${near} and ${far}; the closest is ${closest}`,
        );
      });
    it('stays in its range', () => {
      const others = [x, y, activity('one unit', 1), { ...x, data: x.data.map((value) => -value) }];
      const unrelated = Array.from({ length: 20 }, (_, k) => activity(`range ${k}`, 1 + (k % 9), `latent ${k}`));
      for (const other of [...others, ...unrelated]) {
        const value = between(x, other);
        expectThat(metric.range[0] <= value && value <= metric.range[1], `gives ${value} for ${other.columns} units`);
      }
    });
    for (const kind of metric.invariance)
      it(`is invariant to ${kind} of either argument`, () => {
        const rng = createRng(`metric suite ${kind}`);
        for (let repeat = 0; repeat < 5; repeat++) {
          const [xChanged, yChanged] = [transformations[kind](x, rng), transformations[kind](y, rng)];
          expectClose(between(xChanged, y), between(x, y), `${kind} of x`);
          expectClose(between(x, yChanged), between(x, y), `${kind} of y`);
          const copy = between(x, xChanged);
          if (selfIsClosest)
            expectThat(isClosest(copy), `between x and its ${kind} it is ${copy}; expected ${closest}`);
        }
      });
    for (const kind of Object.keys(transformations) as Invariance[])
      if (!metric.invariance.includes(kind) && !nearly.includes(kind))
        it(`is not invariant to ${kind}, which it does not state`, () => {
          const changed = transformations[kind](x, createRng(`metric suite ${kind}`));
          expectThat(isFar(between(changed, y), between(x, y)), `gives ${between(x, y)} all the same`);
        });
    if (metric.isMetric)
      it('obeys the triangle inequality, also on the straight line between two representations', () => {
        for (let k = 0; k < 30; k++) {
          const [a, c] = [activity(`a ${k}`, 4, `latent ${k % 3}`), activity(`c ${k}`, 4, `latent ${k % 4}`)];
          for (const b of [mix(a, c, 0.3), mix(a, c, 1), activity(`b ${k}`, 1 + (k % 6))]) {
            const [direct, detour] = [between(a, c), between(a, b) + between(b, c)];
            expectThat(direct <= detour * (1 + rounding), `${direct} directly, ${detour} by way of a third`);
          }
        }
      });
    it('gives the same number every time and leaves its arguments as they were', () => {
      const inputs = [
        { data: x.data.slice(), shape: [samples, x.columns] },
        { data: y.data.slice(), shape: [samples, y.columns] },
      ] as const;
      const [first, second] = [measure(...inputs), measure(...inputs)];
      expectThat(Object.is(first, second), `gives ${first}, then ${second}`);
      const same = inputs[0].data.join() === x.data.join() && inputs[1].data.join() === y.data.join();
      expectThat(same, 'an argument was changed');
    });
    it('reads nested arrays, arrays with a shape, tensors and matrices of rank 2 and 3 alike', () => {
      const expected = between(x, y);
      for (const [kind, input] of Object.entries(everyKind(x)))
        if (!trialsMatter || !kind.includes('rank 3'))
          expectClose(measure(input, nested(y)), expected, `x given as ${kind}`);
    });
    if (pairedSamples)
      it('raises an ArgumentError naming both numbers of samples where they differ', () => {
        const shorter = nested(y).slice(2);
        const message = argumentError(() => measure(nested(x), shorter), 'arguments of 60 and 58 samples');
        expectThat(message.includes('60') && message.includes('58'), `the message is '${message}'`);
      });
    it('raises an ArgumentError naming the argument that has NaN, is constant or has one sample', () => {
      const gap = { ...x, data: x.data.map((value, at) => (at === 9 ? Number.NaN : value)) };
      const constant = { ...x, data: x.data.map((_, at) => 0.1 * (1 + (at % x.columns))) };
      const wrong = refusesConstant ? { NaN: gap, 'constant units': constant } : { NaN: gap };
      for (const [what, bad] of Object.entries(wrong)) {
        expectNamed(
          'x',
          argumentError(() => between(bad, y), `${what} in x`),
        );
        expectNamed(
          'y',
          argumentError(() => between(y, bad), `${what} in y`),
        );
      }
      if (refusesConstant) argumentError(() => measure(nested(x).slice(0, 1), nested(y).slice(0, 1)), 'one sample');
    });
  });
}

/** Random activity of `units` units that mix three latent signals, with noise and mean rates. */
function activity(label: string, units: number, latentLabel = 'latent'): Matrix {
  const latentRng = createRng(`metric suite ${latentLabel}`);
  const latent = Array.from({ length: samples }, () => [0, 1, 2].map(() => latentRng.normal()));
  const rng = createRng(`metric suite ${label}`);
  const weights = Array.from({ length: units }, () => [0, 1, 2].map(() => 2 * rng.normal()));
  const data = Float64Array.from({ length: samples * units }, (_, at) => {
    const [signals, loadings] = [latent[Math.floor(at / units)], weights[at % units]];
    return 1 + (at % units) + signals.reduce((sum, signal, k) => sum + signal * loadings[k], rng.normal());
  });
  return { rows: samples, columns: units, data };
}

/** a + weight * b, for the same shape. */
const mix = (a: Matrix, b: Matrix, weight: number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value + weight * b.data[at]),
});

const nested = ({ rows, columns, data }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);

/** The same values as every kind of input there is. */
function everyKind(x: Matrix): Record<string, MatrixInput> {
  const { rows, columns, data } = x;
  const rowsOf = nested(x);
  const shape3 = [conditions, times, columns];
  return {
    'typed rows': rowsOf.map((row) => Float64Array.from(row)),
    'data with a shape': { data, shape: [rows, columns] },
    'data with a shape of rank 3': { data: [...data], shape: shape3 },
    'nested arrays of rank 3': Array.from({ length: conditions }, (_, k) => rowsOf.slice(k * times, (k + 1) * times)),
    'a tensor': { shape: [rows, columns], dataSync: () => data },
    'a tensor of rank 3': { shape: shape3, dataSync: () => data },
    'a matrix': { rows, columns, to1DArray: () => [...data] },
  };
}

/** Whether two values differ by more than rounding. */
const isFar = (value: number, other: number) => !(Math.abs(value - other) <= rounding * Math.max(1, Math.abs(other)));

function expectClose(value: number, expected: number, what: string): void {
  const close = Math.abs(value - expected) <= rounding * Math.max(1, Math.abs(expected));
  expectThat(close, `${what} gives ${value}; expected ${expected}`);
}

const expectNamed = (argument: string, message: string) =>
  expectThat(
    new RegExp(`: ${argument} (is|has) `).test(message),
    `the message does not name ${argument}: '${message}'`,
  );
