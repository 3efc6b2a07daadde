import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, NonFiniteError } from './errors.js';
import { studentTTail } from './student-t.js';

const relative = (found: number, expected: number) => Math.abs(found - expected) / expected;
const ts = [0, 1e-8, 0.1, 0.7, 1, 1.9, 2.5, 5, 12, 80, 1e3, 1e6];

/** Closed forms of P(T > t), t >= 0, without cancellation. */
const closedForms: Readonly<Record<number, (t: number) => number>> = {
  1: (t) => (t > 1 ? Math.atan(1 / t) : Math.PI / 2 - Math.atan(t)) / Math.PI,
  2: (t) => 1 / ((2 + t * t) * (1 + t / Math.sqrt(2 + t * t))),
  // 1/2 - s (3 - s^2) / 4 with s = t / sqrt(4 + t^2): (1 - s)^2 (2 + s) / 4, and 1 - s = 4 / ((4 + t^2)(1 + s)).
  4(t) {
    const s = t / Math.sqrt(4 + t * t);
    return ((4 / ((4 + t * t) * (1 + s))) ** 2 * (2 + s)) / 4;
  },
};

describe('studentTTail', () => {
  it.each([1, 2, 4])('agrees with the closed form for %i degrees of freedom to 1e-12, far tail included', (v) => {
    for (const t of ts) expect(relative(studentTTail(t, v), closedForms[v](t)), `t = ${t}`).toBeLessThan(1e-12);
  });

  it('gives the critical values of the printed tables', () => {
    // Two-sided 5 % points.
    for (const [v, t] of [
      [3, 3.182446305],
      [5, 2.570581836],
      [10, 2.228138852],
      [30, 2.042272456],
      [120, 1.979930405],
    ])
      expect(Math.abs(2 * studentTTail(t, v) - 0.05)).toBeLessThan(1e-9);
  });

  it('goes to the normal distribution', () => {
    // P(Z > 1) and P(Z > 3); the difference is of order 1/v.
    for (const [z, tail] of [
      [1, 0.15865525393145707],
      [3, 0.0013498980316300957],
    ])
      for (const v of [1e6, 1e9, 1e13])
        expect(relative(studentTTail(z, v), tail), `v = ${v}`).toBeLessThan(25 / v + 1e-12);
  });

  it('is continuous in the degrees of freedom, where the way it is computed changes too', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (v, t) => relative(studentTTail(t, v * (1 + 1e-13)), studentTTail(t, v)) < 1e-10,
      ),
    );
  });

  it('falls with t, and P(T > t) + P(T > -t) = 1', () => {
    for (const v of [0.5, 1, 2.5, 7])
      for (let i = 1; i < ts.length; i++) {
        expect(studentTTail(ts[i], v)).toBeLessThan(studentTTail(ts[i - 1], v));
        expect(studentTTail(ts[i], v) + studentTTail(-ts[i], v)).toBeCloseTo(1, 14);
      }
  });

  it('has values at the ends', () => {
    expect(studentTTail(0, 3)).toBe(0.5);
    expect(studentTTail(Infinity, 3)).toBe(0);
    expect(studentTTail(-Infinity, 3)).toBe(1);
    expect(relative(studentTTail(1e200, 1), 1 / (Math.PI * 1e200))).toBeLessThan(1e-12);
  });

  it('refuses NaN and degrees of freedom that are not positive', () => {
    expect(() => studentTTail(Number.NaN, 3)).toThrow(NonFiniteError);
    expect(() => studentTTail(1, Infinity)).toThrow(NonFiniteError);
    for (const v of [0, -1]) expect(() => studentTTail(1, v)).toThrow(ArgumentError);
  });
});
