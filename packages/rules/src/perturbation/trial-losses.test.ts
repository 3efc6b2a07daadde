import { ArgumentError, type Floats, type Loss, type LossValue, type Rollout } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rolloutOf } from '../../test/rollout-of.js';
import { normals, regressionBatch, relativeDifference } from '../../test/small-problem.js';
import { maskedSquaredError } from '../losses/losses.js';
import { centredRanks } from './centred-ranks.js';
import { noTrialsYet, surprise } from './running-loss.js';
import { trialLosses } from './trial-losses.js';

const batch = regressionBatch();

describe('centredRanks', () => {
  it('is from -1/2 to 1/2 in the order of the values', () => {
    expect([...centredRanks([3, 1, 10])]).toEqual([0, -0.5, 0.5]);
  });

  it('gives equal values one rank, sums to 0 and knows only the order', () => {
    expect([...centredRanks([2, 2, 2])]).toEqual([0, 0, 0]);
    expect([...centredRanks([1, 5, 5, 9, 0])]).toEqual([-0.25, 0.125, 0.125, 0.5, -0.5]);
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(values, (some) => {
        const ranks = centredRanks(some);
        expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(0, 12);
        expect([...centredRanks(some.map((value) => Math.exp(value)))]).toEqual([...ranks]);
        some.forEach((p, k) => {
          some.forEach((q, l) => {
            expect(Math.sign(ranks[k] - ranks[l])).toBe(Math.sign(p - q));
          });
        });
      }),
    );
  });
});

describe('surprise', () => {
  const info = (conditions: number[]) => ({
    info: conditions.map((condition) => ({ condition, periods: {}, variables: {} })),
  });

  it('is the distance to the running mean of the trial’s own condition, trial after trial', () => {
    const first = surprise(noTrialsYet(), info([0, 2, 0]), [1, 8, 3], 0.75);
    expect([...first.surprises]).toEqual([0, 0, 2]); // a first trial is what the mean starts from
    expect([...first.running.meanLoss.data]).toEqual([1.5, 0, 8]);
    expect([...first.running.trialsSeen.data]).toEqual([2, 0, 1]);
    const second = surprise(first.running, info([2, 1]), [4, 6], 0.75);
    expect([...second.surprises]).toEqual([-4, 0]);
    expect([...second.running.meanLoss.data]).toEqual([1.5, 6, 7]);
    expect([...first.running.meanLoss.data]).toEqual([1.5, 0, 8]); // not changed
  });

  it('takes trials without a condition for one condition', () => {
    expect([...surprise(noTrialsYet(), { info: [] }, [2, 3], 0.5).surprises]).toEqual([0, 1]);
  });
});

describe('trialLosses', () => {
  const rollouts = ['clean', 'perturbed'].map((label) =>
    rolloutOf(
      batch,
      Float64Array.from(normals(`${label} outputs`, batch.targets.length)),
      Float64Array.from(normals(`${label} rates`, batch.trials * batch.steps * 5)),
    ),
  );
  const [clean, perturbed] = rollouts;
  const silent: Loss = (...args) => ({ ...maskedSquaredError(...args), perTrial: undefined });

  it('finds the change of each trial also where the loss does not say its share', () => {
    const changes = [maskedSquaredError, silent].map((loss) => {
      const losses = trialLosses('test', loss, batch, { rollout: clean, loss: loss(clean, batch) }, perturbed);
      expect(losses.clean.reduce((sum, share) => sum + share, 0)).toBeCloseTo(loss(clean, batch).value, 12);
      return losses.perturbed.map((value, trial) => value - losses.clean[trial]);
    });
    expect(relativeDifference(changes[1], changes[0])).toBeLessThan(1e-13);
    expect(Math.hypot(...changes[0])).toBeGreaterThan(0.01);
  });

  it('shows such a loss the rates and mean squared rate of the trial that changed', () => {
    const ofRates: Loss = <F extends Floats>(rollout: Rollout<F>): LossValue<F> => ({
      value: rollout.meanSquareRate + rollout.rates[0],
      terms: {},
      dOutputs: rollout.outputs,
    });
    const losses = trialLosses('test', ofRates, batch, { rollout: clean, loss: ofRates(clean, batch) }, perturbed);
    const changes = losses.perturbed.map((value, trial) => value - losses.clean[trial]);
    const total = ofRates(perturbed, batch).value - ofRates(clean, batch).value;
    expect(changes.reduce((sum, change) => sum + change, 0)).toBeCloseTo(total, 12); // additive over trials
  });

  it('refuses shares that are not one for each trial', () => {
    const wrong: Loss = (...args) => ({ ...maskedSquaredError(...args), perTrial: new Float64Array(2) });
    const call = () => trialLosses('test', wrong, batch, { rollout: clean, loss: wrong(clean, batch) }, perturbed);
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow('test: perTrial of the loss has 2 values; expected 3');
  });
});
