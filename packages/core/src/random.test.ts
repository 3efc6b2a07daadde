import { describe, expect, it } from 'vitest';
import { createRng, restoreRng } from './random.js';

const draws = (n: number, draw: () => number) => Array.from({ length: n }, draw);

describe('createRng', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const of = (seed: number | string) => draws(50, createRng(seed).normal);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    expect(of('a')).not.toEqual(of('b'));
  });

  it('never changes what a seed gives (recorded values: a change here changes every published result)', () => {
    const rng = createRng(1).fork('weights');
    expect([rng.uniform(), rng.normal(), rng.normal(), rng.integer(1000)]).toMatchSnapshot();
  });

  it('forks by name whatever was drawn before, and without advancing', () => {
    const fresh = createRng(7);
    const used = createRng(7);
    draws(13, used.normal);
    expect(draws(5, used.fork('x').uniform)).toEqual(draws(5, fresh.fork('x').uniform));
    expect(fresh.fork('x').uniform()).not.toBe(fresh.fork('y').uniform());
    const twice = createRng(7);
    twice.fork('x');
    expect(twice.uniform()).toBe(createRng(7).uniform());
  });

  it('continues from a saved state, a kept normal included', () => {
    const rng = createRng(3);
    draws(7, rng.normal);
    const resumed = restoreRng(rng.state());
    expect(draws(9, resumed.normal)).toEqual(draws(9, rng.normal));
    expect(resumed.fork('z').uniform()).toBe(rng.fork('z').uniform());
  });

  it('draws uniforms and normals with the right moments', () => {
    // 200 000 draws: the standard error of each moment is below 0.004 (fourth: 0.02), four of them are allowed.
    const rng = createRng(11);
    const n = 200_000;
    const moment = (values: number[], k: number) => values.reduce((sum, v) => sum + v ** k, 0) / n;
    const normals = draws(n, rng.normal);
    expect(Math.abs(moment(normals, 1))).toBeLessThan(0.01);
    expect(Math.abs(moment(normals, 2) - 1)).toBeLessThan(0.015);
    expect(Math.abs(moment(normals, 4) - 3)).toBeLessThan(0.1);
    const uniforms = draws(n, rng.uniform);
    expect(Math.abs(moment(uniforms, 1) - 0.5)).toBeLessThan(0.004);
    expect(Math.min(...uniforms.slice(0, 1e5))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms.slice(0, 1e5))).toBeLessThan(1);
  });

  it('refuses a seed that is no integer and a state of another length', () => {
    expect(() => createRng(1.5)).toThrow(/seed is 1.5/);
    expect(() => restoreRng(new Uint32Array(3))).toThrow(/3 words; expected 11/);
  });
});
