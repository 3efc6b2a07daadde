import { createRng, type Matrix } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eigenspectrum } from './eigenspectrum.js';
import { lyapunovExponents } from './lyapunov.js';
import { rateNetworkMap } from './rate-network.js';
import type { DynamicalMap } from './types.js';

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  rows: rows.length,
  columns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});
const weights = (units: number, gain: number, label: string): Matrix => {
  const rng = createRng(label);
  const data = Float64Array.from({ length: units * units }, () => (gain * rng.normal()) / Math.sqrt(units));
  return { rows: units, columns: units, data };
};
const asInput = ({ rows, columns, data }: Matrix) => ({ data, shape: [rows, columns] });

describe('eigenspectrum', () => {
  it('has the complex eigenvalues, largest modulus first', () => {
    // A rotation by a quarter, twice as long, beside 3 and -0.5.
    const { real, imaginary, spectralRadius, spectralAbscissa, nonNormality } = eigenspectrum([
      [0, -2, 0, 0],
      [2, 0, 0, 0],
      [0, 0, -3, 0],
      [0, 0, 0, 0.5],
    ]);
    [-3, 0, 0, 0.5].forEach((value, i) => {
      expect(real[i]).toBeCloseTo(value, 14);
    });
    [0, 2, -2, 0].forEach((value, i) => {
      expect(imaginary[i]).toBeCloseTo(value, 14);
    });
    expect(spectralRadius).toBeCloseTo(3, 14);
    expect(spectralAbscissa).toBeCloseTo(0.5, 14);
    expect(nonNormality).toBeLessThan(1e-7);
  });

  it('includes the leak: eigenvalues 1 - alpha + alpha l', () => {
    const w = weights(8, 1.5, 'leak');
    const plain = eigenspectrum(asInput(w));
    const leaky = eigenspectrum(asInput(w), { alpha: 0.1 });
    expect(leaky.spectralAbscissa).toBeCloseTo(0.9 + 0.1 * plain.spectralAbscissa, 12);
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(leaky.real)).toBeCloseTo(8 * 0.9 + 0.1 * sum(plain.real), 12);
  });

  it('is 1 in departure from normality for a chain, and sqrt(|A|^2 - sum |l|^2) / |A| in between', () => {
    expect(
      eigenspectrum([
        [0, 5],
        [0, 0],
      ]).nonNormality,
    ).toBe(1);
    expect(
      eigenspectrum([
        [1, 2],
        [0, 1],
      ]).nonNormality,
    ).toBeCloseTo(2 / Math.sqrt(6), 7);
    expect(
      eigenspectrum([
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({ spectralRadius: 0, nonNormality: 0 });
  });

  it('says what is wrong', () => {
    expect(() => eigenspectrum([[1, 2]])).toThrow('weights is 1 x 2; expected recurrent weights');
    expect(() => eigenspectrum([[1]], { alpha: 2 })).toThrow('alpha is 2');
  });
});

describe('rateNetworkMap', () => {
  it('steps as a = (1 - alpha) a + alpha (W f(a) + U x + b), with the input of the step', () => {
    const map = rateNetworkMap({
      recurrent: [
        [1, 2],
        [3, 4],
      ],
      inputWeights: [[1], [-1]],
      bias: [0.5, 0],
      alpha: 0.25,
      activation: 'relu',
      input: [[1], [2]],
    });
    expect([...map.step(Float64Array.of(1, -1), 0)]).toEqual([0.75 + 0.25 * (1 + 1 + 0.5), -0.75 + 0.25 * (3 - 1)]);
    expect(map.step(Float64Array.of(1, -1), 7)).toEqual(map.step(Float64Array.of(1, -1), 1));
    const constant = rateNetworkMap({ recurrent: [[1]], inputWeights: [[2, 3]], input: [1, 1], alpha: 1 });
    expect([...constant.step(Float64Array.of(-1), 0)]).toEqual([5]);
  });

  it('has the Jacobian of finite differences, and carries vectors by it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('retanh' as const, 'relu' as const, 'tanh' as const),
        fc.string(),
        (activation, label) => {
          const map = rateNetworkMap({ recurrent: asInput(weights(4, 1.5, label)), activation, alpha: 0.3 });
          const rng = createRng(label);
          const state = Float64Array.from({ length: 4 }, () => rng.normal());
          fc.pre(state.every((value) => Math.abs(value) > 1e-3));
          const jacobian = map.jacobian(state, 0);
          for (let j = 0; j < 4; j++) {
            const moved = (h: number) =>
              map.step(
                state.map((value, i) => (i === j ? value + h : value)),
                0,
              );
            const [up, down] = [moved(1e-6), moved(-1e-6)];
            const unit = { rows: 4, columns: 1, data: Float64Array.from({ length: 4 }, (_, i) => Number(i === j)) };
            const carried = map.applyJacobian?.(state, unit, 0).data ?? [];
            for (let i = 0; i < 4; i++) {
              expect(jacobian.data[i * 4 + j]).toBeCloseTo((up[i] - down[i]) / 2e-6, 7);
              expect(carried[i]).toBeCloseTo(jacobian.data[i * 4 + j], 14);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('has the derivatives at 0 that training uses', () => {
    const slope = (activation: 'retanh' | 'relu' | 'tanh') =>
      rateNetworkMap({ recurrent: [[1]], alpha: 1, activation }).jacobian(Float64Array.of(0), 0).data[0];
    expect([slope('retanh'), slope('relu'), slope('tanh')]).toEqual([0.5, 1, 1]);
  });

  it('says what is wrong', () => {
    expect(() => rateNetworkMap({ recurrent: [[1, 2]] })).toThrow('recurrent is 1 x 2');
    expect(() => rateNetworkMap({ recurrent: [[1]], bias: [1, 2] })).toThrow('bias has 2 values');
    expect(() => rateNetworkMap({ recurrent: [[1]], input: [1] })).toThrow('an input without inputWeights');
    expect(() => rateNetworkMap({ recurrent: [[1]], inputWeights: [[1, 2]], input: [1] })).toThrow(
      'inputWeights is 1 x 2',
    );
    expect(() => rateNetworkMap({ recurrent: [[1]], alpha: 0 })).toThrow('alpha is 0');
    expect(() => rateNetworkMap({ recurrent: [[1]], activation: 'tan' as 'tanh' })).toThrow("Did you mean 'tanh'");
  });
});

describe('lyapunovExponents', () => {
  const linear = (a: Matrix): DynamicalMap => ({
    size: a.rows,
    step: (state) => state.map((_, i) => state.reduce((sum, value, j) => sum + a.data[i * a.rows + j] * value, 0)),
    jacobian: () => a,
  });

  it('are the logarithms of the moduli for a linear map', () => {
    const found = lyapunovExponents(
      linear(
        matrix([
          [0.5, 1, 0],
          [0, 0.8, 2],
          [0, 0, 0.1],
        ]),
      ),
      [0, 0, 0],
    );
    [0.8, 0.5, 0.1].forEach((modulus, i) => {
      expect(found.exponents[i]).toBeCloseTo(Math.log(modulus), 3);
    });
    const two = lyapunovExponents(
      linear(
        matrix([
          [0, -0.5],
          [0.5, 0],
        ]),
      ),
      [0, 0],
      { count: 1, stepTime: 0.1 },
    );
    expect(two.exponents[0]).toBeCloseTo(10 * Math.log(0.5), 10);
  });

  it('is log 2 for the logistic map, and follow 0.419 and the area of the Henon map', () => {
    const logistic: DynamicalMap = {
      size: 1,
      step: (x) => x.map((value) => 4 * value * (1 - value)),
      jacobian: (x) => matrix([[4 - 8 * x[0]]]),
    };
    expect(lyapunovExponents(logistic, [0.3], { steps: 20_000 }).exponents[0]).toBeCloseTo(Math.LN2, 2);
    const henon: DynamicalMap = {
      size: 2,
      step: ([x, y]) => Float64Array.of(1 - 1.4 * x * x + y, 0.3 * x),
      jacobian: ([x]) =>
        matrix([
          [-2.8 * x, 1],
          [0.3, 0],
        ]),
    };
    const { exponents, kaplanYorkeDimension } = lyapunovExponents(henon, [0.1, 0.1], { steps: 20_000 });
    expect(exponents[0]).toBeGreaterThan(0.41);
    expect(exponents[0]).toBeLessThan(0.43);
    expect(exponents[0] + exponents[1]).toBeCloseTo(Math.log(0.3), 10);
    expect(kaplanYorkeDimension).toBeCloseTo(1.26, 1);
  });

  it('is the rate at which two neighbouring trajectories of a network part, chaotic or quiet', () => {
    const [units, steps, transient] = [80, 500, 300];
    for (const [gain, chaotic] of [
      [0.5, false],
      [6, true],
    ] as const) {
      const map = rateNetworkMap({ recurrent: asInput(weights(units, gain, 'chaos')), activation: 'tanh', alpha: 0.2 });
      const start = Float64Array.from({ length: units }, (_, i) => Math.sin(i));
      const { exponents } = lyapunovExponents(map, start, { steps, transient, count: 2, stepTime: 0.2 });
      let state: Float64Array = start;
      let other: Float64Array = start.map((value, i) => value + 1e-7 * Math.cos(i));
      let growth = 0;
      for (let time = 0; time < transient + steps; time++) {
        [state, other] = [map.step(state, time), map.step(other, time)];
        const apart = other.map((value, i) => value - state[i]);
        const distance = Math.sqrt(apart.reduce((sum, value) => sum + value * value, 0));
        if (time >= transient) growth += Math.log(distance / 1e-7);
        other = state.map((value, i) => value + (1e-7 / distance) * apart[i]);
      }
      expect(exponents[0]).toBeCloseTo(growth / (steps * 0.2), 1);
      if (chaotic) expect(exponents[0]).toBeGreaterThan(0.05);
      else expect(exponents[0]).toBeLessThan(-0.2);
    }
  });

  it('says what is wrong', () => {
    const double = linear(matrix([[1e200]]));
    expect(() => lyapunovExponents(double, [1])).toThrow('the state is not finite after');
    expect(() => lyapunovExponents(double, [1, 2])).toThrow('start has 2 values');
    expect(() => lyapunovExponents(double, [1], { count: 2 })).toThrow('count is 2');
  });
});
