import type { Floats, TrialBatch } from '@lrsim/core';
import type { Cell, ForwardPass } from '@lrsim/rnn';
import { cellGradients } from '../cell-gradients.js';
import { learningSignals } from '../learning-signals.js';
import { readoutGradients } from '../readout-gradients.js';
import { runBatch } from '../run-batch.js';
import type { RuleState } from '../types.js';
import { columnsOf, partsOf } from './gradient-columns.js';
import { influenceStep, startOfTrial } from './influence-step.js';
import type { ForwardDefinition, ForwardRule, InfluenceStep, SignSource } from './types.js';

/** Independent signs, +1 and -1 alike, from the generator a rule is given. */
export const randomSigns: SignSource = (rng, count) =>
  Float64Array.from({ length: count }, () => (rng.uniform() < 0.5 ? -1 : 1));

/**
 * A learning rule of the forward family from its definition. All members run along with the network and differ in what they keep
 * of the influence R_t = ds_t / dtheta of the parameters on the state, which obeys
 *
 *     R_t = J_t R_{t-1} + F_t p_t        and gives        dL/dtheta = sum_t G_t R_t,        G_t = f'(a_t) lambda_t
 *
 * (G_t = lambda_t where the leak is on the rate), with the learning signals lambda_t = B^T dL/dy_t + dL/dh_t and B = V unless
 * the rule says otherwise. The weights stay as they are during the batch (`onlineLearner` changes them); the readout's gradient
 * is exact; everything is computed in float64, one trial after the other. Noise of the network, then random signs, are drawn
 * from the given generator, anew for every batch and independently for every trial.
 *
 * Its `gradient` throws ArgumentError where network and batch do not fit, NonFiniteError where the loss is not finite.
 *
 * @param drawSigns - where a stochastic rule's signs come from; drawn at random by default.
 */
export function forwardRule<S extends RuleState>(
  definition: ForwardDefinition<S>,
  drawSigns: SignSource = randomSigns,
): ForwardRule<S> {
  return {
    ...definition,
    drawSigns,
    gradient(network, params, batch, loss, state, rng) {
      const where = `${definition.name}.gradient`;
      const { pass, loss: value } = runBatch(where, network, params, batch, loss, rng);
      const { nUnits, nOut } = network;
      const { rates } = pass.rollout;
      const cell = network.cellOf(params);
      const readoutCredit = network.readoutCredit(value.dOutputs, batch);
      const feedback = definition.feedback?.(state) ?? cell.weights.readoutWeights;
      const signalsAt = learningSignals(where, {
        size: batch,
        nUnits,
        nOut,
        readoutCredit,
        feedback,
        dRates: value.dRates,
        rates,
      });
      const slopes = pass.slopes();
      const signal = new Float64Array(nUnits);
      const method = definition.influence(network, state);
      const gradient = new Float64Array(nUnits * columnsOf(network));
      let learnt = state;
      for (let trial = 0; trial < batch.trials; trial++) {
        const signs = (step: number, count = 0) => (count === 0 ? [] : drawSigns(rng, count, trial, step));
        const influence = method.start(signs(0, method.signs?.start));
        for (let t = 1; t <= batch.steps; t++) {
          method.advance(influence, stepOf(cell, pass, slopes, batch, trial, t, signs(t, method.signs?.step)));
          const row = trial * batch.steps + t - 1;
          signalsAt(row, signal);
          if (cell.leak === 'pre-activation') for (let i = 0; i < nUnits; i++) signal[i] *= slopes[row * nUnits + i];
          if (signal.some((s) => s !== 0)) method.credit(influence, signal, gradient);
        }
        if (definition.learn) learnt = definition.learn(learnt, influence);
      }
      const readout = readoutGradients(readoutCredit, rates, network);
      const gradients = network.gradientsOf(
        params,
        cellGradients(network, { ...partsOf(network, gradient), ...readout }),
      );
      return { loss: value, gradients, state: learnt, rollout: pass.rollout };
    },
  };
}

/** Step t of a trial of a batch that was run. */
function stepOf<F extends Floats>(
  cell: Cell<F>,
  { rollout: { rates } }: ForwardPass<F>,
  slopes: F,
  { inputs, steps, nIn }: TrialBatch,
  trial: number,
  t: number,
  signs: ArrayLike<number>,
): InfluenceStep {
  const { nUnits } = cell;
  const row = trial * steps + t - 1;
  const unitsAt = (values: F, of: number) => values.subarray(of * nUnits, (of + 1) * nUnits);
  const before = t === 1 ? startOfTrial(cell) : { rates: unitsAt(rates, row - 1), slopes: unitsAt(slopes, row - 1) };
  return influenceStep(cell, {
    ratesBefore: before.rates,
    slopesBefore: before.slopes,
    slopes: unitsAt(slopes, row),
    input: inputs.subarray(row * nIn, (row + 1) * nIn),
    signs,
  });
}
