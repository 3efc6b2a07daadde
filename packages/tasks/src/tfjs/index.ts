// Batches as tensors

import type { TrialBatch } from '@lrsim/core';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** A batch whose arrays are tensors: dispose of them, or use them within `tf.tidy`. */
export interface TensorBatch {
  /** [trials, steps, nIn] */
  readonly inputs: Tensor;
  /** [trials, steps, nOut], or class indices [trials, steps] of int32. */
  readonly targets: Tensor;
  /** Weights in the loss, the shape of the targets. */
  readonly mask: Tensor;
}

/** The arrays of a batch as tensors of the backend in use. */
export function toTensors({ inputs, targets, mask, trials, steps, nIn, nOut, kind }: TrialBatch): TensorBatch {
  const shape = kind === 'classification' ? [trials, steps] : [trials, steps, nOut];
  return {
    inputs: tensor(inputs, [trials, steps, nIn]),
    targets: kind === 'classification' ? tensor(Int32Array.from(targets), shape, 'int32') : tensor(targets, shape),
    mask: tensor(mask, shape),
  };
}
