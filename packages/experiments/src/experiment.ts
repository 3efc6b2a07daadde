import { createRng, type Floats, type Recording } from '@lrsim/core';
import { dale, type Kernel, leakyNetwork, type RecurrentConstraint, sparse, sparsityMask } from '@lrsim/rnn';
import { lossForKind, ruleNamed } from '@lrsim/rules';
import { metricNamed } from '@lrsim/similarity';
import { createTask } from '@lrsim/tasks';
import { compareWith } from './comparison.js';
import type { StudySettings } from './settings.js';
import type { Experiment, RunKey } from './types.js';

/** Makes the experiment of one run: network, task and rule by the study's settings, against a recording. */
export function createExperiment<F extends Floats>(
  settings: StudySettings,
  { rule, seed }: RunKey,
  recording: Recording,
  kernel: Kernel<F>,
): Experiment<F> {
  const task = createTask(settings.task, recording);
  return {
    settings,
    recording,
    task,
    seed,
    rule: ruleNamed(rule),
    loss: lossForKind(task.kind),
    metrics: settings.metrics.map((name) => metricNamed(name)),
    comparison: compareWith(recording, task),
    network: leakyNetwork({
      nIn: task.nIn,
      nUnits: settings.units,
      nOut: task.nOut,
      kernel,
      leak: settings.leak,
      alpha: settings.alpha,
      readoutLeak: settings.readoutLeak,
      activation: settings.activation,
      gain: settings.gain,
      noise: settings.noise,
      constraint: constraintOf(settings, seed),
    }),
  };
}

function constraintOf({ units, density, excitatoryFraction }: StudySettings, seed: number): RecurrentConstraint {
  const sparsity =
    density === undefined ? undefined : sparsityMask(createRng(seed).fork('sparsity mask'), units, density);
  if (excitatoryFraction !== undefined) return dale(units, excitatoryFraction, sparsity);
  return sparsity ? sparse(sparsity.mask, sparsity.density) : { kind: 'none' };
}
