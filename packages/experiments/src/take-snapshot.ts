import type { Floats, Matrix, Params } from '@lrsim/core';
import { asInput } from './comparison.js';
import type { Experiment, Snapshot } from './types.js';

/** The network's rates on the compared steps of the analysis trials, without noise. */
export function analysisActivity<F extends Floats>(
  { network, task, comparison }: Experiment<F>,
  params: Params<F>,
): Matrix {
  const batch = task.analysisTrials();
  return comparison.activity(network.run(params, batch.inputs, batch));
}

/** Scores the network on the analysis trials, without noise, and measures its distances to the recording. */
export function takeSnapshot<F extends Floats>(experiment: Experiment<F>, params: Params<F>, update: number): Snapshot {
  const { network, task, comparison, metrics } = experiment;
  const batch = task.analysisTrials();
  const rollout = network.run(params, batch.inputs, batch);
  const { accuracy, measures } = task.score(rollout.outputs, batch);
  const recorded = asInput(comparison.recorded);
  const activity = asInput(comparison.activity(rollout));
  const distances = Object.fromEntries(metrics.map((metric) => [metric.name, metric(recorded, activity)]));
  return { update, accuracy, measures, distances };
}
