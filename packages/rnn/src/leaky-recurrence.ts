import type { Tensor3D } from '@tensorflow/tfjs-core';
import { type RecurrenceOptions, type RecurrenceTensors, recurrenceOp } from './recurrence-op.js';

/**
 * The leaky recurrence as a differentiable tfjs op: rates h_1..h_T, [trials, steps, nUnits], whose gradient with respect to
 * inputs and weights is the one the learning rule assigns. Everything before and after it is differentiated by tfjs.
 *
 * It is computed by tfjs operations on the current backend, or by another kernel that is handed to it: `await bestKernel()` is
 * faster.
 * In plain Node tfjs-core comes without gradients, and an operation that runs before they are registered keeps none: await
 * `startTfjsKernel()` or call `registerGradients()` before the model runs for the first time.
 *
 * No constraint is applied: write it in tfjs, before the op (`tf.abs(W).mul(mask)`). For rules that replace the feedback from the
 * readout take `leakyRecurrenceWithReadout`.
 *
 * @throws ArgumentError for tensors whose shapes do not fit together; NonFiniteError where the activity or its gradient
 *   becomes infinite or NaN.
 */
export const leakyRecurrence = <S = null>(tensors: RecurrenceTensors, options: RecurrenceOptions<S>): Tensor3D =>
  recurrenceOp('leakyRecurrence', tensors, options, false);
