import { ArgumentError, createRng, type Loss } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { derivativeError, rolloutOf } from '../../test/rollout-of.js';
import { normals, randomParams, regressionBatch, smallNetwork, treeDifference } from '../../test/small-problem.js';
import { bptt } from '../adjoint/bptt.js';
import { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from './activity-penalty.js';
import { maskedSquaredError } from './losses.js';

const batch = regressionBatch();
const outputs = Float64Array.from(normals('outputs', 3 * 6 * 3));
const rates = Float64Array.from(normals('rates', 3 * 6 * 4));

/** dL/dh as one array, whichever way a loss says it. */
const fullRates = ({ dRates }: ReturnType<Loss>, h: Float64Array) =>
  h.map((rate, k) => (dRates?.array?.[k] ?? 0) + (dRates?.factor ?? 0) * rate);

describe('withActivityPenalty', () => {
  it('adds coefficient * mean(h^2) over all trials, steps and units, and names both parts', () => {
    const { value, terms } = withActivityPenalty(maskedSquaredError, 10)(rolloutOf(batch, outputs, rates), batch);
    const main = maskedSquaredError(rolloutOf(batch, outputs, rates), batch).value;
    const penalty = (10 * rates.reduce((sum, h) => sum + h * h, 0)) / rates.length;
    expect(terms.main).toBe(main);
    expect(terms.penalty).toBeCloseTo(penalty, 13);
    expect(value).toBe(terms.main + terms.penalty);
  });

  it.each<[string, Loss]>([
    ['a loss of outputs', maskedSquaredError],
    ['a loss that has a penalty already', withActivityPenalty(maskedSquaredError, 2)],
    [
      'a loss that reads the rates one by one',
      (rollout, of) => {
        const main = maskedSquaredError(rollout, of);
        const value = (rollout.rates as Float64Array).reduce((sum, h, k) => sum + (k % 3) * h, main.value);
        return { ...main, value, dRates: { array: rollout.rates.map((_: number, k: number) => k % 3) as never } };
      },
    ],
  ])('has the derivatives that finite differences give, to 1e-8, on %s', (_, main) => {
    const loss = withActivityPenalty(main, 3);
    const result = loss(rolloutOf(batch, outputs, rates), batch);
    const dRates = fullRates(result as never, rates);
    const value = (y: Float64Array, h: Float64Array) => loss(rolloutOf(batch, y, h), batch).value;
    expect(derivativeError(value, { dOutputs: result.dOutputs, dRates }, outputs, rates)).toBeLessThan(1e-8);
  });

  it('says each trial’s share where the loss does, and none where it does not', () => {
    const rollout = rolloutOf(batch, outputs, rates);
    const main = maskedSquaredError(rollout, batch);
    const { value, perTrial } = withActivityPenalty(maskedSquaredError, 10)(rollout, batch);
    expect(perTrial?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(value, 13);
    const ofTrial = rates.length / batch.trials;
    main.perTrial?.forEach((share, trial) => {
      const squares = rates.slice(trial * ofTrial, (trial + 1) * ofTrial).reduce((sum, h) => sum + h * h, 0);
      expect(perTrial?.[trial]).toBeCloseTo(share + (10 * squares) / rates.length, 13);
    });
    const silent: Loss = (...args) => ({ ...maskedSquaredError(...args), perTrial: undefined });
    expect(withActivityPenalty(silent, 10)(rollout, batch).perTrial).toBeUndefined();
  });

  it('changes nothing at coefficient 0', () => {
    const network = smallNetwork();
    const params = randomParams(network);
    const along = (loss: Loss) => bptt.gradient(network, params, batch, loss, null, createRng(1)).gradients;
    expect(treeDifference(along(withActivityPenalty(maskedSquaredError, 0)), along(maskedSquaredError))).toBe(0);
  });

  it.each([-1, Number.NaN])('refuses the coefficient %d', (coefficient) => {
    expect(() => withActivityPenalty(maskedSquaredError, coefficient)).toThrow(ArgumentError);
  });
});

describe('adaptPenalty', () => {
  it('starts at 10 and takes 2/3 while the penalty is at least half the main loss, else nothing', () => {
    expect(INITIAL_PENALTY).toBe(10);
    expect(adaptPenalty(9, { main: 1, penalty: 0.6 })).toBe(6);
    expect(adaptPenalty(9, { main: 1, penalty: 0.5 })).toBe(6);
    expect(adaptPenalty(9, { main: 1, penalty: 0.499 })).toBe(9);
    expect(adaptPenalty(9, { main: 1, penalty: 0 })).toBe(9);
  });
});
