import { ArgumentError, type Loss } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { derivativeError, rolloutOf } from '../../test/rollout-of.js';
import { normals, regressionBatch } from '../../test/small-problem.js';
import { withActivityPenalty } from './activity-penalty.js';
import { withFiringRatePenalty } from './firing-rate-penalty.js';
import { maskedSquaredError } from './losses.js';

const batch = regressionBatch();
const { trials, steps, nOut, dtMs } = batch;
const nUnits = 4;
const outputs = Float64Array.from(normals('outputs', trials * steps * nOut));
const rates = Float64Array.from(normals('rates', trials * steps * nUnits), (v) => Number(v > 1));

describe('withFiringRatePenalty', () => {
  it('adds coefficient * the mean over units of (Hz - target)^2, and names both parts', () => {
    const rollout = rolloutOf(batch, outputs, rates);
    const { value, terms } = withFiringRatePenalty(maskedSquaredError, { coefficient: 1e-3, targetHz: 15 })(
      rollout,
      batch,
    );
    const hertz = Array.from({ length: nUnits }, (_, unit) => {
      const spikes = rates.filter((_, k) => k % nUnits === unit).reduce((sum, z) => sum + z, 0);
      return spikes / ((trials * steps * dtMs) / 1000);
    });
    const expected = (1e-3 * hertz.reduce((sum, f) => sum + (f - 15) ** 2, 0)) / nUnits;
    expect(terms.firingRate).toBeCloseTo(expected, 12);
    expect(terms.main).toBe(maskedSquaredError(rollout, batch).value);
    expect(value).toBe(terms.main + terms.firingRate);
  });

  it.each<[string, Loss]>([
    ['a loss of outputs', maskedSquaredError],
    ['a loss with another penalty on the rates', withActivityPenalty(maskedSquaredError, 2)],
    ['itself', withFiringRatePenalty(maskedSquaredError, { coefficient: 1e-5, targetHz: 3 })],
  ])('has the derivatives that finite differences give, to 1e-7, on %s', (_, main) => {
    const loss = withFiringRatePenalty(main, { coefficient: 1e-4 });
    const { dOutputs, dRates } = loss(rolloutOf(batch, outputs, rates), batch);
    const all = rates.map((z, k) => (dRates?.array?.[k] ?? 0) + (dRates?.factor ?? 0) * z);
    const value = (y: Float64Array, h: Float64Array) => loss(rolloutOf(batch, y, h), batch).value;
    expect(derivativeError(value, { dOutputs, dRates: all }, outputs, rates)).toBeLessThan(1e-7);
  });

  it('leaves the arrays of the loss it is given alone', () => {
    const array = new Float64Array(rates.length).fill(2);
    const main: Loss = (rollout, of) => ({ ...maskedSquaredError(rollout, of), dRates: { array: array as never } });
    withFiringRatePenalty(main, { coefficient: 1 })(rolloutOf(batch, outputs, rates), batch);
    expect(array.every((value) => value === 2)).toBe(true);
  });

  it('refuses a negative coefficient or target', () => {
    expect(() => withFiringRatePenalty(maskedSquaredError, { coefficient: -1 })).toThrow(ArgumentError);
    expect(() => withFiringRatePenalty(maskedSquaredError, { coefficient: 1, targetHz: -1 })).toThrow('targetHz is -1');
  });
});
