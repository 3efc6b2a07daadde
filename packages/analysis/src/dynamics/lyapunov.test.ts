import type { Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { asInput, matrix, weights } from '../../test/matrices.js';
import { lyapunovExponents } from './lyapunov.js';
import { rateNetworkMap } from './rate-network.js';
import type { DynamicalMap } from './types.js';

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
