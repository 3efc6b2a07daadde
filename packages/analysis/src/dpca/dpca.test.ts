import { createRng, type NdArray } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { dpca } from './dpca.js';
import { marginalise } from './marginalise.js';
import { dpcaInverseTransform, dpcaReconstruct, dpcaTransform } from './transform.js';

const [units, times, stimuli] = [5, 6, 4];

/** Units that follow time along one direction and the stimulus along another, which is not orthogonal to the first. */
function mixed(scale = 1, offset = 0): NdArray {
  const timeAxis = [1, 2, 0, -1, 1];
  const stimulusAxis = [1, 0, 1, 0, -1];
  const data = new Float64Array(units * times * stimuli);
  for (let i = 0; i < units; i++)
    for (let t = 0; t < times; t++)
      for (let s = 0; s < stimuli; s++)
        data[(i * times + t) * stimuli + s] =
          scale * (timeAxis[i] * Math.sin(t) + stimulusAxis[i] * (s - 1.5) + offset + i);
  return { data, shape: [units, times, stimuli] };
}

function normals(shape: readonly number[], label: string): NdArray {
  const rng = createRng(label);
  return { data: Float64Array.from({ length: shape.reduce((a, b) => a * b) }, () => rng.normal()), shape };
}

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const squares = (values: Float64Array) => values.reduce((a, b) => a + b * b, 0);

describe('marginalise', () => {
  it('splits data into uncorrelated parts that add up to them', () => {
    const x = normals([4, 3, 5, 2], 'parts');
    const parts = marginalise(x, { labels: 'tsd' });
    expect(Object.keys(parts)).toEqual(['t', 's', 'd', 'ts', 'td', 'sd', 'tsd']);
    const perUnit = 30;
    x.data.forEach((value, at) => {
      const start = at - (at % perUnit);
      const mean = sum(x.data.slice(start, start + perUnit)) / perUnit;
      const rebuilt = Object.values(parts).reduce((total, part) => total + part.data[at], mean);
      expect(rebuilt).toBeCloseTo(value, 13);
    });
    const flat = Object.values(parts).map(({ data }) => data);
    for (const a of flat)
      for (const b of flat) if (a !== b) expect(Math.abs(sum(a.map((value, at) => value * b[at])))).toBeLessThan(1e-12);
  });

  it('joins parts under one name', () => {
    const x = normals([3, 4, 2], 'join');
    const { ts, t, s } = marginalise(x, { labels: 'ts' });
    const joined = marginalise(x, { labels: 'ts', join: { stimulus: ['s', 'ts'] } });
    expect(Object.keys(joined)).toEqual(['t', 'stimulus']);
    expect([...joined.t.data]).toEqual([...t.data]);
    joined.stimulus.data.forEach((value, at) => {
      expect(value).toBeCloseTo(s.data[at] + ts.data[at], 14);
    });
  });

  it('reads units in the last axis as well', () => {
    const first = normals([3, 4, 2], 'axis');
    const last = { data: new Float64Array(24), shape: [4, 2, 3] };
    first.data.forEach((value, at) => {
      last.data[(at % 8) * 3 + Math.floor(at / 8)] = value;
    });
    const a = marginalise(first, { labels: 'ts' }).s;
    const b = marginalise(last, { labels: 'ts', unitAxis: 'last' }).s;
    expect(b.shape).toEqual([4, 2, 3]);
    a.data.forEach((value, at) => {
      expect(b.data[(at % 8) * 3 + Math.floor(at / 8)]).toBe(value);
    });
  });
});

describe('dpca', () => {
  it('finds the axis of each parameter, although the axes are not orthogonal', () => {
    const { marginalisations } = dpca(mixed(), { labels: 'ts' });
    const { t, s, ts } = marginalisations;
    expect([t, s, ts].map(({ encoder }) => encoder.shape[1])).toEqual([1, 1, 0]);
    const root = Math.sqrt(7);
    [1, 2, 0, -1, 1].forEach((loading, unit) => {
      expect(t.encoder.data[unit]).toBeCloseTo(loading / root, 13);
    });
    // The stimulus component is the stimulus alone, at all times.
    s.latent.data.forEach((value, at) => {
      expect(value).toBeCloseTo(((at % stimuli) - 1.5) * Math.sqrt(3), 12);
    });
    expect(t.varianceShare + s.varianceShare).toBeCloseTo(1, 14);
    expect(t.explainedVarianceRatio[0]).toBeCloseTo(t.varianceShare, 13);
  });

  it('does not depend on offsets, and follows the scale of the data', () => {
    const plain = dpca(mixed(), { labels: 'ts' });
    for (const [scale, offset, digits] of [
      [1, 1e6, 8],
      [1e8, 0, 12],
      [1e-8, 0, 12],
    ] as const) {
      const { t, s } = dpca(mixed(scale, offset), { labels: 'ts' }).marginalisations;
      s.decoder.data.forEach((value, at) => {
        expect(value).toBeCloseTo(plain.marginalisations.s.decoder.data[at], digits);
      });
      expect(t.componentVariance[0]).toBeCloseTo(plain.marginalisations.t.componentVariance[0], digits);
    }
    const ridge = (scale: number) =>
      dpca(mixed(scale), { labels: 'ts', regulariser: 0.1, regulariserScale: 'norm' }).marginalisations.s.decoder.data;
    const expected = ridge(1);
    ridge(1e6).forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at], 12);
    });
  });

  it('is the least squares decoder: no other of the same encoder leaves a smaller residual', () => {
    const x = normals([4, 5, 3], 'least squares');
    const { marginal, encoder, decoder, explainedVarianceRatio } = dpca(x, { labels: 'ts', components: 1 })
      .marginalisations.ts;
    const { parts, mean } = { parts: marginal.data, mean: dpca(x, { labels: 'ts' }).mean };
    const residual = (d: Float64Array) => {
      let total = 0;
      for (let sample = 0; sample < 15; sample++) {
        let z = 0;
        for (let i = 0; i < 4; i++) z += d[i] * (x.data[i * 15 + sample] - mean[i]);
        for (let i = 0; i < 4; i++) total += (parts[i * 15 + sample] - encoder.data[i] * z) ** 2;
      }
      return total;
    };
    const least = residual(decoder.data);
    for (let i = 0; i < 4; i++)
      for (const step of [1e-3, -1e-3])
        expect(residual(decoder.data.map((value, at) => (at === i ? value + step : value)))).toBeGreaterThan(least);
    expect(explainedVarianceRatio[0]).toBeGreaterThan(0);
  });

  it('turns a marginalisation into the axis order of the data once, when it is asked for', () => {
    const x = normals([5, 4, 6], 'axes');
    const { t } = dpca(x, { labels: 'ts', unitAxis: 'last' }).marginalisations;
    expect(t.marginal).toBe(t.marginal);
    expect(t.marginal).toEqual(marginalise(x, { labels: 'ts', unitAxis: 'last' }).t);
  });

  it('keeps as many components as asked for each marginalisation, and orders all by their variance', () => {
    const model = dpca(normals([6, 5, 4], 'counts'), { labels: 'ts', components: { t: 2, ts: 3 } });
    const counts = Object.values(model.marginalisations).map(({ encoder }) => encoder.shape[1]);
    expect(counts).toEqual([2, 0, 3]);
    expect(model.order.length).toBe(5);
    const variances = model.order.map(({ componentVariance }) => componentVariance);
    expect(variances).toEqual([...variances].sort((a, b) => b - a));
  });

  it('has the encoders of MATLAB without the ridge in them, equal to those of Python where there is no ridge', () => {
    const x = normals([4, 5, 3], 'variants');
    const encoder = (regulariser: number, variant: 'python' | 'matlab') =>
      dpca(x, { labels: 'ts', components: 2, regulariser, variant }).marginalisations.ts.encoder.data;
    expect([...encoder(0, 'matlab')]).toEqual([...encoder(0, 'python')]);
    expect(Math.abs(encoder(0.1, 'matlab')[0] - encoder(0.1, 'python')[0])).toBeGreaterThan(1e-6);
  });

  it('works with fewer samples than units', () => {
    const { t, s } = dpca(normals([20, 3, 2], 'wide'), { labels: 'ts' }).marginalisations;
    expect(t.encoder.shape).toEqual([20, 2]);
    expect(s.encoder.shape).toEqual([20, 1]);
    // Enough units to demix exactly: all of the marginalisation is explained.
    expect(sum(t.explainedVarianceRatio)).toBeCloseTo(t.varianceShare, 12);
  });

  it('says what is wrong', () => {
    const x = normals([3, 4, 2], 'wrong');
    expect(() => dpca(x, { labels: 't' })).toThrow('dpca: x has the shape [3, 4, 2]; expected [units, t]');
    expect(() => dpca(x, { labels: 'tt' })).toThrow("dpca: labels is 'tt'; expected one letter");
    expect(() => dpca(x, { labels: 'ts', join: { s: ['x'] } })).toThrow("join.s names 'x'");
    expect(() => dpca(x, { labels: 'ts', components: { q: 1 } })).toThrow("components names 'q'");
    expect(() => dpca(x, { labels: 'ts', regulariser: -1 })).toThrow('regulariser is -1');
    expect(() => dpca(x, { labels: 'ts', regulariser: 'auto' })).toThrow("regulariser is 'auto' without trials");
    expect(() => dpca({ ...x, data: x.data.map(() => 3) }, { labels: 'ts' })).toThrow('x is constant');
    expect(() => dpca({ ...x, data: x.data.map(() => Number.NaN) }, { labels: 'ts' })).toThrow('x is NaN at [0, 0, 0]');
  });
});

describe('dpcaTransform and dpcaInverseTransform', () => {
  it('rebuild the data from all marginalisations, mean included', () => {
    const x = mixed();
    const model = dpca(x, { labels: 'ts' });
    const t = dpcaReconstruct(model, x, 't', { addMean: false });
    const s = dpcaReconstruct(model, x, 's');
    x.data.forEach((value, at) => {
      expect(t.data[at] + s.data[at]).toBeCloseTo(value, 12);
    });
  });

  it('give the latent of the fit on its own data, and take other sizes of the axes', () => {
    const x = mixed();
    const model = dpca(x, { labels: 'ts' });
    const again = dpcaTransform(model, x, 's');
    again.data.forEach((value, at) => {
      expect(value).toBeCloseTo(model.marginalisations.s.latent.data[at], 13);
    });
    const one = dpcaTransform(model, normals([units, 1, 2], 'new'), 's');
    expect(one.shape).toEqual([1, 1, 2]);
    expect(squares(dpcaInverseTransform(model, one, 's', { addMean: false }).data)).toBeCloseTo(squares(one.data), 12);
  });

  it('say what is wrong', () => {
    const model = dpca(mixed(), { labels: 'ts' });
    expect(() => dpcaTransform(model, mixed(), 'st')).toThrow("no marginalisation named 'st'");
    expect(() => dpcaTransform(model, mixed(), 'ts')).toThrow("'ts' has no components");
    expect(() => dpcaTransform(model, normals([3, 2, 2], 'n'), 't')).toThrow('x has 3 units; the components are of 5');
    expect(() => dpcaInverseTransform(model, normals([3, 2, 2], 'n'), 't')).toThrow('latent has 3 components');
  });
});
