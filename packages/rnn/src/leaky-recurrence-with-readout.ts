import { checkLength } from '@lrsim/core';
import {
  add,
  customGrad,
  type GradSaveFunc,
  matMul,
  reshape,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core';
import { checkShape, type RecurrenceOptions, type RecurrenceTensors, recurrenceOp } from './recurrence-op.js';

/** The weights of a readout inside a tfjs model. */
export interface ReadoutTensors {
  /** V, [nOut, nUnits] */
  readonly readoutWeights: Tensor2D;
  /** c, [nOut] */
  readonly readoutBias: Tensor1D;
}

/**
 * The leaky recurrence with its readout y_t = V h_t + c as differentiable tfjs ops: rates [trials, steps, nUnits] and outputs
 * [trials, steps, nOut], for a loss of either. The gradients are those the learning rule assigns, also of rules that carry the
 * error from the outputs to the units by another matrix than V (feedback alignment, e-prop with random feedback). Everything
 * else is as `leakyRecurrence` has it.
 *
 * @throws ArgumentError for tensors whose shapes do not fit together; NonFiniteError where the activity or its gradient
 *   becomes infinite or NaN.
 */
export function leakyRecurrenceWithReadout<S = null>(
  tensors: RecurrenceTensors & ReadoutTensors,
  options: RecurrenceOptions<S>,
): { rates: Tensor3D; outputs: Tensor3D } {
  const where = 'leakyRecurrenceWithReadout';
  const { recurrentWeights, readoutWeights, readoutBias } = tensors;
  const [nOut] = readoutWeights.shape;
  checkShape(where, 'readoutWeights', readoutWeights, [nOut, recurrentWeights.shape[0]]);
  checkShape(where, 'readoutBias', readoutBias, [nOut]);
  const rates = recurrenceOp(where, tensors, options, true);
  const feedback = () =>
    options.rule.route(recurrentWeights.dataSync() as Float32Array, (options.ruleState ?? null) as S).readout;
  return { rates, outputs: readOut(rates, readoutWeights, readoutBias, feedback) };
}

/** y = V h + c, with B in the place of V on the way back to the rates where there is a B. */
function readOut(
  rates: Tensor3D,
  readoutWeights: Tensor2D,
  readoutBias: Tensor1D,
  feedback: () => ArrayLike<number> | undefined,
): Tensor3D {
  const [trials, steps, nUnits] = rates.shape;
  const nOut = readoutBias.size;
  const asRows = (batch: Tensor, columns: number) => reshape(batch, [trials * steps, columns]) as Tensor2D;
  const op = customGrad((...all) => {
    const [h, V, c, save] = all as unknown as [Tensor, Tensor, Tensor, GradSaveFunc];
    save([h, V]);
    const value = reshape(add(matMul(asRows(h, nUnits), transpose(V)), c), [trials, steps, nOut]);
    const gradFunc = (dOutputs: Tensor, saved: Tensor[]) => {
      const errors = asRows(dOutputs, nOut);
      const B = feedback();
      if (B) checkLength('leakyRecurrenceWithReadout', "readout of the rule's route", B, [nOut, nUnits]);
      const carrier = B ? tensor2d(Float32Array.from(B), [nOut, nUnits]) : saved[1];
      return [
        reshape(matMul(errors, carrier), [trials, steps, nUnits]),
        matMul(transpose(errors), asRows(saved[0], nUnits)),
        sum(errors, 0),
      ];
    };
    return { value, gradFunc };
  });
  return op(rates, readoutWeights, readoutBias) as Tensor3D;
}
