import {
  ArgumentError,
  type Floats,
  type Loss,
  type LossValue,
  type Network,
  type Noise,
  NonFiniteError,
  type Params,
  type Rng,
  type TrialBatch,
} from '@lrsim/core';
import type { ForwardPass, LeakyNetwork } from '@lrsim/rnn';

/** A batch that was run, and what the loss says of it. */
export interface BatchRun<F extends Floats> {
  readonly pass: ForwardPass<F>;
  readonly loss: LossValue<F>;
  /** The noise it was run with; undefined where the network has none. */
  readonly noise: Noise | undefined;
}

/**
 * Runs a batch with noise drawn from `rng` (where the network has any) and takes its loss: how every learning rule begins.
 *
 * @throws ArgumentError where network and batch do not fit, NonFiniteError where the loss is not finite.
 */
export function runBatch<F extends Floats>(
  where: string,
  network: LeakyNetwork<F>,
  params: Params<F>,
  batch: TrialBatch,
  loss: Loss,
  rng: Rng,
): BatchRun<F> {
  checkFit(where, network, batch);
  const noise = network.drawNoise(rng, batch);
  const pass = network.forward(params, batch.inputs, batch, noise);
  const value = loss(pass.rollout, batch);
  checkLoss(where, value);
  return { pass, loss: value, noise };
}

/** Throws where a rule of leaky networks cannot run a batch on a network. */
export function checkFit(where: string, network: Network<Floats>, batch: TrialBatch): void {
  if (!('backward' in network))
    throw new ArgumentError(
      `${where}: network is a '${network.cell}' network without a backward pass; expected one made by leakyNetwork of @lrsim/rnn`,
    );
  for (const size of ['nIn', 'nOut'] as const)
    if (network[size] !== batch[size])
      throw new ArgumentError(
        `${where}: the network has ${size} ${network[size]}, the batch ${batch[size]}; make the network with the task's sizes`,
      );
}

/** Throws where a loss is not finite. */
export function checkLoss(where: string, { value }: Pick<LossValue, 'value'>): void {
  if (!Number.isFinite(value))
    throw new NonFiniteError(
      `${where}: the loss is ${value}; expected a finite number. Look for a logarithm or ` +
        'division at 0 in the loss, or lower the learning rate.',
    );
}
