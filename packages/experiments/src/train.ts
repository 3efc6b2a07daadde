import { createRng, type Floats } from '@lrsim/core';
import { adam, adaptPenalty, withActivityPenalty } from '@lrsim/rules';
import { snapshotUpdates } from './snapshot-updates.js';
import { takeSnapshot } from './take-snapshot.js';
import type { Experiment, RunState } from './types.js';

/** The state a run starts from. Initial weights depend on the seed alone, so every rule starts from the same ones. */
export function initialState<F extends Floats>(experiment: Experiment<F>): RunState<F> {
  const { network, settings, rule, seed } = experiment;
  const params = network.init(createRng(seed).fork('initial weights'));
  return {
    update: 0,
    params,
    optimizer: adam({ learningRate: settings.learningRate }).init(params),
    ruleState: rule.init(network, createRng(seed).fork('learning rule')),
    penalty: settings.activityPenalty,
    losses: [],
    snapshots: [],
    closest: undefined,
    done: false,
  };
}

/**
 * One step of a run: measures at a snapshot, then forward pass, loss, adaptation of the penalty, backward pass and Adam step,
 * in the order of the paper's code (the loss that is differentiated still has the old penalty). After the last update a
 * final call only measures.
 *
 * Trials and noise of update p are drawn from a generator named after p, so that a run resumed from any state goes on
 * exactly as it would have.
 */
export function advance<F extends Floats>(experiment: Experiment<F>, before: RunState<F>): RunState<F> {
  const { settings, task, network, rule, seed } = experiment;
  const state = snapshotUpdates(settings.updates).includes(before.update) ? withSnapshot(experiment, before) : before;
  const last = state.update === settings.updates;
  const rng = createRng(seed).fork(`update ${state.update}`);
  const batch = task.sample(rng.fork('trials'), settings.trials);
  const loss = withActivityPenalty(experiment.loss, state.penalty);
  const noise = rng.fork('noise');
  if (last) {
    const rollout = network.run(state.params, batch.inputs, batch, network.drawNoise(noise, batch));
    return { ...state, losses: [...state.losses, lossRecord(loss(rollout, batch).terms)], done: true };
  }
  const result = rule.gradient(network, state.params, batch, loss, state.ruleState, noise);
  const terms = lossRecord(result.loss.terms);
  const optimizer = adam({ learningRate: settings.learningRate });
  const [params, moments] = optimizer.update(result.gradients, state.optimizer, state.params);
  return {
    ...state,
    update: state.update + 1,
    params,
    optimizer: moments,
    ruleState: result.state,
    penalty: adaptPenalty(state.penalty, terms),
    losses: [...state.losses, terms],
  };
}

const lossRecord = ({ main, penalty }: Readonly<Record<string, number>>) => ({ main, penalty });

function withSnapshot<F extends Floats>(experiment: Experiment<F>, state: RunState<F>): RunState<F> {
  const snapshot = takeSnapshot(experiment, state.params, state.update);
  const distance = snapshot.distances[experiment.metrics[0].name];
  const closer = state.closest === undefined || distance < state.closest.distance;
  return {
    ...state,
    snapshots: [...state.snapshots, snapshot],
    closest: closer ? { update: state.update, distance, params: state.params } : state.closest,
  };
}
