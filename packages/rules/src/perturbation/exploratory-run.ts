import type { Floats, Loss, Noise, Params, Rollout, TrialBatch } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import type { BatchRun } from '../run-batch.js';
import { type TrialLosses, trialLosses } from './trial-losses.js';

/** A second run of a batch with exploration noise. */
export interface ExploratoryRun<F extends Floats> {
  readonly rollout: Rollout<F>;
  /** The network's own noise, the same as in the clean run, and the exploration. */
  readonly noise: Noise;
  readonly losses: TrialLosses;
}

/**
 * Runs a batch once more with the noise it had and exploration [trials, steps, nUnits] on top, added to what drives the units
 * ('preActivation', the default) or to their rates.
 */
export function exploratoryRun<F extends Floats>(
  where: string,
  network: LeakyNetwork<F>,
  params: Params<F>,
  batch: TrialBatch,
  loss: Loss,
  run: BatchRun<F>,
  exploration: Float64Array,
  place: keyof Noise = 'preActivation',
): ExploratoryRun<F> {
  const own = run.noise?.[place];
  const noise = { ...run.noise, [place]: own ? exploration.map((value, k) => value + own[k]) : exploration };
  const rollout = network.run(params, batch.inputs, batch, noise);
  const losses = trialLosses(where, loss, batch, { rollout: run.pass.rollout, loss: run.loss }, rollout);
  return { rollout, noise, losses };
}
