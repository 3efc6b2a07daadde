import {
  ArgumentError,
  checkLength,
  type Floats,
  type Loss,
  type LossValue,
  type Rollout,
  type TrialBatch,
} from '@lrsim/core';

/**
 * Mean squared error over the entries with mask 1 (each output channel counts on its own):
 * sum m (y - y*)^2 / sum m. For batches of kind 'regression'. The mask may hold other weights than 0 and 1.
 *
 * @throws ArgumentError for a batch of the other kind or of other sizes than the rollout, or a mask that counts nothing.
 */
export const maskedSquaredError: Loss = <F extends Floats>(rollout: Rollout<F>, batch: TrialBatch): LossValue<F> => {
  checkBatch('maskedSquaredError', rollout, batch, 'regression');
  const { outputs } = rollout;
  const { targets, mask } = batch;
  const total = sumOf('maskedSquaredError', mask);
  const dOutputs = outputs.slice() as F;
  const perTrial = new Float64Array(batch.trials);
  let sum = 0;
  for (let k = 0; k < outputs.length; k++) {
    const error = outputs[k] - targets[k];
    const squared = mask[k] * error * error;
    sum += squared;
    perTrial[Math.floor((k * batch.trials) / outputs.length)] += squared / total;
    dOutputs[k] = (2 * mask[k] * error) / total;
  }
  return { value: sum / total, terms: { main: sum / total }, dOutputs, perTrial };
};

/**
 * Softmax cross-entropy averaged over the steps with mask 1: sum m (log sum_k exp y_k - y_class) / sum m.
 * For batches of kind 'classification', whose targets are class indices [trials, steps]. The mask may hold other weights
 * than 0 and 1.
 *
 * @throws ArgumentError for a batch of the other kind or of other sizes than the rollout, a class that does not exist, or a
 *   mask that counts nothing.
 */
export const softmaxCrossEntropy: Loss = <F extends Floats>(rollout: Rollout<F>, batch: TrialBatch): LossValue<F> => {
  checkBatch('softmaxCrossEntropy', rollout, batch, 'classification');
  const { outputs, nOut } = rollout;
  const { targets, mask } = batch;
  const total = sumOf('softmaxCrossEntropy', mask);
  checkClasses('softmaxCrossEntropy', targets, nOut);
  const dOutputs = outputs.slice() as F;
  const perTrial = new Float64Array(batch.trials);
  let sum = 0;
  for (let row = 0; row < targets.length; row++) {
    const logits = outputs.subarray(row * nOut, (row + 1) * nOut);
    let largest = logits[0];
    for (let k = 1; k < nOut; k++) largest = Math.max(largest, logits[k]);
    let normaliser = 0;
    for (let k = 0; k < nOut; k++) normaliser += Math.exp(logits[k] - largest);
    const surprise = mask[row] * (Math.log(normaliser) + largest - logits[targets[row]]);
    sum += surprise;
    perTrial[Math.floor(row / batch.steps)] += surprise / total;
    for (let k = 0; k < nOut; k++) {
      const probability = Math.exp(logits[k] - largest) / normaliser;
      dOutputs[row * nOut + k] = (mask[row] * (probability - (k === targets[row] ? 1 : 0))) / total;
    }
  }
  return { value: sum / total, terms: { main: sum / total }, dOutputs, perTrial };
};

/** The loss a task of that kind is trained on: squared error for regression, cross-entropy for classification. */
export const lossForKind = (kind: TrialBatch['kind']): Loss =>
  kind === 'regression' ? maskedSquaredError : softmaxCrossEntropy;

function checkBatch(where: string, rollout: Rollout, batch: TrialBatch, kind: TrialBatch['kind']): void {
  if (batch.kind !== kind)
    throw new ArgumentError(
      `${where}: the batch is of kind '${batch.kind}'; expected '${kind}'. Use ${lossNameFor(batch.kind)}.`,
    );
  for (const size of ['trials', 'steps', 'nOut'] as const)
    if (batch[size] !== rollout[size])
      throw new ArgumentError(
        `${where}: the rollout has ${size} ${rollout[size]}, the batch ${batch[size]}; they must agree`,
      );
  const { trials, steps, nOut } = batch;
  const shape = kind === 'regression' ? [trials, steps, nOut] : [trials, steps];
  checkLength(where, 'targets', batch.targets, shape);
  checkLength(where, 'mask', batch.mask, shape);
}

const lossNameFor = (kind: TrialBatch['kind']) =>
  kind === 'regression' ? 'maskedSquaredError' : 'softmaxCrossEntropy';

function checkClasses(where: string, targets: ArrayLike<number>, nOut: number): void {
  for (let row = 0; row < targets.length; row++)
    if (!Number.isInteger(targets[row]) || targets[row] < 0 || targets[row] >= nOut)
      throw new ArgumentError(
        `${where}: the target of entry ${row} is ${targets[row]}; expected a class from 0 to ${nOut - 1}`,
      );
}

function sumOf(where: string, mask: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < mask.length; k++) sum += mask[k];
  if (!(sum > 0))
    throw new ArgumentError(
      `${where}: the mask of the batch sums to ${sum}; expected a positive number, 1 for every entry that counts`,
    );
  return sum;
}
