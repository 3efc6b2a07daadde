import { createRng } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asInput, weights } from '../../test/matrices.js';
import { rateNetworkMap } from './rate-network.js';

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
