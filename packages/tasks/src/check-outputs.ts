import { ArgumentError, checkFinite, checkLength, type TrialBatch } from '@lrsim/core';

/** Throws unless `outputs` are finite and of the batch's shape [trials, steps, nOut], and the batch is of `kind`. */
export function checkOutputs(
  where: string,
  outputs: ArrayLike<number>,
  batch: TrialBatch,
  kind: TrialBatch['kind'],
): void {
  if (batch.kind !== kind)
    throw new ArgumentError(`${where}: batch is a ${batch.kind} batch; expected a ${kind} batch`);
  const shape = [batch.trials, batch.steps, batch.nOut];
  checkLength(where, 'outputs', outputs, shape);
  checkFinite(where, 'outputs', outputs, shape);
}
