import { ArgumentError, checkFinite, checkInteger, checkLength } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import type { Stretch } from './types.js';

/** Throws unless a learner can run that stretch through a network. */
export function checkStretch(
  where: string,
  { nIn, nOut }: { readonly nIn: number; readonly nOut: number },
  { steps, inputs, targets }: Stretch,
): void {
  checkInteger(where, 'steps', steps);
  if (inputs) checkLength(where, 'inputs', inputs, [steps, nIn]);
  if (inputs) checkFinite(where, 'inputs', inputs, [steps, nIn]);
  if (targets) checkLength(where, 'targets', targets, [steps, nOut]);
  if (targets) checkFinite(where, 'targets', targets, [steps, nOut]);
}

/** Throws unless a network is one that recursive least squares can train: in float64, its readout and recurrence as they are. */
export function checkNetwork(where: string, network: LeakyNetwork, learnsRecurrence: boolean): void {
  if (network.kernel?.precision !== 'float64')
    throw new ArgumentError(
      `${where}: the network is in ${network.kernel?.precision}; expected one on referenceKernel, since recursive least squares needs float64`,
    );
  if (network.readoutLeak !== 0)
    throw new ArgumentError(`${where}: the network has a readoutLeak of ${network.readoutLeak}; expected 0`);
  if (learnsRecurrence && network.constraint.kind !== 'none')
    throw new ArgumentError(
      `${where}: the network has a ${network.constraint.kind} constraint, which least squares would break; expected none`,
    );
}
