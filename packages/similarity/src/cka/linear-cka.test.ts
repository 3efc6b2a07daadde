import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { withAngles } from '../../test/geometry.js';
import { angularCka, ckaDistance, linearCka } from './linear-cka.js';

describe('linearCka, ckaDistance and angularCka', () => {
  it('are the mean squared cosine of the principal angles of white data, 1 minus it, and its angle', () => {
    const angles = [0.1, 0.4, 1.2];
    const [x, y] = withAngles(angles).map(input);
    const expected = angles.reduce((sum, one) => sum + Math.cos(one) ** 2, 0) / 3;
    expect(linearCka(x, y)).toBeCloseTo(expected, 13);
    expect(ckaDistance(x, y)).toBeCloseTo(1 - expected, 13);
    expect(angularCka(x, y)).toBeCloseTo(Math.acos(expected) / (Math.PI / 2), 13);
  });

  it('are the squared Pearson correlation of single units', () => {
    const [x, y] = [
      [[4], [5], [6]],
      [[1], [0], [-2]],
    ];
    expect(linearCka(x, y)).toBeCloseTo(9 / ((2 * 14) / 3), 14);
  });

  it('are the same from samples as from units', () => {
    // 8 samples of 30 and 20 units go by samples; the same values repeated 40 times go by units.
    const [x, y] = [activity(8, 30, 'x'), activity(8, 20, 'y')];
    const repeated = ({ rows, columns, data }: typeof x) => ({
      rows: rows * 40,
      columns,
      data: Float64Array.from({ length: data.length * 40 }, (_, at) => data[at % data.length]),
    });
    expect(linearCka(input(repeated(x)), input(repeated(y)))).toBeCloseTo(linearCka(input(x), input(y)), 13);
  });

  it('are 0, 1 and 1 for orthogonal activity', () => {
    const [x, y] = [
      [[1], [-1], [0], [0]],
      [[0], [0], [1], [-1]],
    ];
    expect([linearCka(x, y), ckaDistance(x, y), angularCka(x, y)]).toEqual([0, 1, 1]);
  });

  it('say which of them was called in an error', () => {
    const [x, y] = [activity(9, 2, 'x'), activity(8, 2, 'y')].map(input);
    expect(() => linearCka(x, y)).toThrow('cka-similarity: x has 9 samples, y has 8');
    expect(() => ckaDistance(x, y)).toThrow('cka: x has 9 samples, y has 8');
    expect(() => angularCka(x, y)).toThrow('angular-cka: x has 9 samples, y has 8');
  });
});
