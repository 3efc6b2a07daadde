import { UnknownNameError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { type Activation, activationNamed, activations } from './activations.js';

const slopeAt = (f: Activation, a: number) => f.slope(a, f.value(a));

describe.each(Object.values(activations).map((f) => [f.name, f] as const))('%s', (name, f) => {
  it('is listed under its own name', () => expect(activations[name]).toBe(f));

  it('has the slope that central differences give away from its kink', () => {
    // Truncation h^2/6 f''' and rounding 1e-16/h are both below 1e-9 at h = 1e-5.
    const h = 1e-5;
    for (let a = -6.03; a < 6; a += 0.1)
      expect(Math.abs(slopeAt(f, a) - (f.value(a + h) - f.value(a - h)) / (2 * h))).toBeLessThan(1e-9);
  });

  it('keeps NaN, and has a finite slope far out', () => {
    expect(f.value(Number.NaN)).toBeNaN();
    for (const a of [-800, 800]) expect(Number.isFinite(slopeAt(f, a))).toBe(true);
  });
});

describe('slopes exactly at 0, where automatic differentiation of the paper’s code has its conventions', () => {
  it.each([
    ['retanh', 0.5],
    ['relu', 1],
    ['tanh', 1],
    ['softplus', 0.5],
    ['logistic', 0.25],
    ['linear', 1],
  ])('%s has %d', (name, slope) => {
    expect(slopeAt(activations[name], 0)).toBe(slope);
  });
});

describe('softplus', () => {
  it('neither overflows nor loses small values', () => {
    expect(activations.softplus.value(1000)).toBe(1000);
    expect(activations.softplus.value(-30)).toBeCloseTo(Math.exp(-30), 25);
  });
});

describe('activationNamed', () => {
  it('answers an unknown name with the nearest known one', () => {
    expect(activationNamed('tanh')).toBe(activations.tanh);
    expect(() => activationNamed('ReLu6')).toThrow(UnknownNameError);
    expect(() => activationNamed('ReLu6')).toThrow("Did you mean 'relu'?");
  });
});
