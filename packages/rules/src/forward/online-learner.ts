import {
  ArgumentError,
  checkFinite,
  checkInteger,
  checkLength,
  type Floats,
  type Optimizer,
  type Params,
  type Rng,
} from '@lrsim/core';
import type { LeakyNetwork, LeakyParams } from '@lrsim/rnn';
import { cellGradients } from '../cell-gradients.js';
import type { RuleState } from '../types.js';
import { partsOf } from './gradient-columns.js';
import { influenceStep } from './influence-step.js';
import { type Activity, initialActivity, networkStep } from './network-step.js';
import {
  addCredit,
  advanceTraces,
  noGradients,
  noTraces,
  type OnlineCredit,
  type ReadoutTraces,
  type SummedGradients,
} from './online-credit.js';
import type { StepLoss } from './step-losses.js';
import type { ForwardRule, Influence, InfluenceMethod } from './types.js';

/** Settings of an online learner. */
export interface OnlineLearnerOptions<O> {
  /** Moves the parameters: `gradientDescent`, `adam`, or another. */
  readonly optimizer: Optimizer<O>;
  /** The parameters move after every so many steps; 1 by default. Infinity: only where `update` is called. */
  readonly every?: number;
}

/** Everything an online learner knows, as plain data: save it and go on from it. */
export interface OnlineState<S, O, F extends Floats> {
  readonly params: Params<F>;
  readonly optimizer: O;
  readonly ruleState: S;
  /** Steps of this trial, and steps since the parameters moved. */
  readonly steps: number;
  readonly sinceUpdate: number;
  /** State, rates and outputs of the network. */
  readonly activity: Activity;
  /** The loss of the last step; 0 where it had none. */
  readonly loss: number;
  readonly influence: Influence;
  readonly traces: ReadoutTraces;
  /** Summed since the parameters moved. */
  readonly gradients: SummedGradients;
}

/** Learns while a trial runs. */
export interface OnlineLearner<S, O, F extends Floats> {
  /** A learner of these parameters at the start of a trial, with a state of its rule, or one drawn by it. */
  init(params: Params<F>, rng: Rng, ruleState?: S): OnlineState<S, O, F>;
  /** The start of the next trial: the network at its initial state, and what the rule keeps of a trial taken in. */
  startTrial(state: OnlineState<S, O, F>, rng: Rng): OnlineState<S, O, F>;
  /**
   * One step: network and influence go on by it, the loss (none where there is no target) is credited, and the parameters move if
   * it is time to.
   *
   * @param input - x_t [nIn].
   */
  step(state: OnlineState<S, O, F>, input: ArrayLike<number>, loss: StepLoss | null, rng: Rng): OnlineState<S, O, F>;
  /** Gradients of the parameters summed since they moved. */
  gradients(state: OnlineState<S, O, F>): LeakyParams<F>;
  /** Moves the parameters now. */
  update(state: OnlineState<S, O, F>): OnlineState<S, O, F>;
}

/**
 * Learning within a trial, by a rule of the forward family: influence is carried along and the parameters move while it is, so
 * that what it holds was gathered under earlier weights. While the parameters stay as they are, the summed gradients are those of
 * `rule.gradient` on the same trial. Constraint, noise and a leaking readout are the network's; one network is computed, in
 * float64 whatever the kernel. States are never changed, each call returns a new one. A rule that learns itself (KeRNL) does so
 * between trials.
 *
 * @throws ArgumentError for a rule that does not run forward; its `step` for an input or loss of another size.
 */
export function onlineLearner<S extends RuleState, O, F extends Floats>(
  rule: ForwardRule<S>,
  network: LeakyNetwork<F>,
  { optimizer, every = 1 }: OnlineLearnerOptions<O>,
): OnlineLearner<S, O, F> {
  if (typeof rule.influence !== 'function')
    throw new ArgumentError(
      `onlineLearner: rule is '${rule.name}', which does not run forward in time; expected one that does, such as epropOnline, rflo, snap(1) or rtrl`,
    );
  if (every !== Infinity) checkInteger('onlineLearner', 'every', every);
  const { readoutLeak, nIn, nOut, nUnits } = network;
  const methodOf = remembered((ruleState: S) => rule.influence(network, ruleState));
  const signs = (rng: Rng, step: number, count = 0) => (count === 0 ? [] : rule.drawSigns(rng, count, 0, step));

  const atStart = (params: Params<F>, ruleState: S, rng: Rng) => {
    const method = methodOf(ruleState);
    return {
      steps: 0,
      activity: initialActivity(network.cellOf(params)),
      loss: 0,
      influence: method.start(signs(rng, 0, method.signs?.start)),
      traces: noTraces(network, readoutLeak),
    };
  };
  const gradients = ({ params, gradients: { units, ...readout } }: OnlineState<S, O, F>) =>
    network.gradientsOf(params, cellGradients(network, { ...partsOf(network, units), ...readout }));
  const update = (state: OnlineState<S, O, F>): OnlineState<S, O, F> => {
    const [params, moments] = optimizer.update(gradients(state), state.optimizer, state.params);
    return { ...state, params, optimizer: moments, sinceUpdate: 0, gradients: noGradients(network) };
  };

  return {
    init(params, rng, given) {
      const ruleState = given ?? rule.init(network, rng.fork('rule'));
      const [moments, summed] = [optimizer.init(params), noGradients(network)];
      const start = atStart(params, ruleState, rng);
      return { params, optimizer: moments, ruleState, sinceUpdate: 0, gradients: summed, ...start };
    },
    startTrial(state, rng) {
      const learnt = state.steps > 0 ? rule.learn?.(state.ruleState, state.influence) : undefined;
      const ruleState = learnt ?? state.ruleState;
      return { ...state, ruleState, ...atStart(state.params, ruleState, rng) };
    },
    step(state, input, loss, rng) {
      checkLength('onlineLearner.step', 'input', input, [nIn]);
      checkFinite('onlineLearner.step', 'input', input);
      const { params, ruleState, activity: before } = state;
      const cell = network.cellOf(params);
      const noise = network.drawNoise(rng, { trials: 1, steps: 1 })?.rates;
      const activity = networkStep(cell, readoutLeak, before, input, noise);
      checkFinite('onlineLearner.step', 'the rates after it', activity.rates);
      const method = methodOf(ruleState);
      const [influence, traces, summed] = [state.influence, state.traces, state.gradients].map(copied) as [
        Influence,
        ReadoutTraces,
        SummedGradients,
      ];
      const stepSigns = signs(rng, state.steps + 1, method.signs?.step);
      const { rates: ratesBefore, slopes: slopesBefore } = before;
      const context = { ratesBefore, slopesBefore, slopes: activity.slopes, input, signs: stepSigns };
      method.advance(influence, influenceStep(cell, context));
      const feedback = rule.feedback?.(ruleState) ?? cell.weights.readoutWeights;
      const credit: OnlineCredit = { cell, readoutLeak, feedback, method, influence, activity };
      advanceTraces(traces, credit);
      const value = loss?.(activity.outputs, activity.rates);
      if (value) {
        checkLength('onlineLearner.step', 'dOutputs of the loss', value.dOutputs, [nOut]);
        if (value.dRates) checkLength('onlineLearner.step', 'dRates of the loss', value.dRates, [nUnits]);
        addCredit(summed, traces, credit, value);
      }
      const next: OnlineState<S, O, F> = {
        ...state,
        steps: state.steps + 1,
        sinceUpdate: state.sinceUpdate + 1,
        activity,
        loss: value?.value ?? 0,
        influence,
        traces,
        gradients: summed,
      };
      return next.sinceUpdate >= every ? update(next) : next;
    },
    gradients,
    update,
  };
}

/** A record of arrays with copies of them. */
const copied = (arrays: object): Influence =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]: [string, Float64Array]) => [name, values.slice()]));

/** The method of a rule's state, made again only when that is another object (SnAp's pattern is worth keeping). */
function remembered<S>(make: (state: S) => InfluenceMethod): (state: S) => InfluenceMethod {
  let last: { state: S; method: InfluenceMethod } | undefined;
  return (state) => {
    if (last?.state !== state) last = { state, method: make(state) };
    return last.method;
  };
}
