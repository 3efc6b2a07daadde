import type { Floats, Loss, LossValue, Rollout, TrialBatch } from '@lrsim/core';
import { registerGradients } from '@lrsim/rnn';
import { grads, type Scalar, type Tensor, type Tensor3D, tensor, tensor3d, tidy } from '@tensorflow/tfjs-core';

/**
 * A loss written in tfjs.
 *
 * @param outputs - y, [trials, steps, nOut].
 * @param rates - h, [trials, steps, nUnits].
 * @param targets - as the batch has them.
 * @param mask - as the batch has it.
 * @returns a scalar.
 */
export type TfjsLossFunction = (outputs: Tensor3D, rates: Tensor3D, targets: Tensor, mask: Tensor) => Scalar;

/**
 * Makes a loss of any differentiable tfjs function of outputs and rates; tfjs differentiates it (in float32).
 * Needs a tfjs backend: `await tfjsWasmKernel()` or `await tf.setBackend(...)` first. Registers the gradients tfjs-core
 * leaves unregistered in plain Node.
 */
export function tfjsLoss(compute: TfjsLossFunction): Loss {
  registerGradients();
  return <F extends Floats>(rollout: Rollout<F>, batch: TrialBatch): LossValue<F> => {
    const { trials, steps, nOut, nUnits } = rollout;
    const targetShape = batch.kind === 'regression' ? [trials, steps, nOut] : [trials, steps];
    const asFloats = (values: ArrayLike<number>) => {
      const array = rollout.outputs.slice(0, 0).constructor as new (values: ArrayLike<number>) => F;
      return new array(values);
    };
    let result: LossValue<F> | undefined;
    tidy(() => {
      const outputs = tensor3d(Float32Array.from(rollout.outputs), [trials, steps, nOut]);
      const rates = tensor3d(Float32Array.from(rollout.rates), [trials, steps, nUnits]);
      const targets = tensor(batch.targets, targetShape);
      const mask = tensor(batch.mask, targetShape);
      const value = compute(outputs, rates, targets, mask).dataSync()[0];
      const [dOutputs, dRates] = grads((y: Tensor, h: Tensor) => compute(y as Tensor3D, h as Tensor3D, targets, mask))([
        outputs,
        rates,
      ]);
      result = {
        value,
        terms: { main: value },
        dOutputs: asFloats(dOutputs.dataSync()),
        dRates: { array: asFloats(dRates.dataSync()) },
      };
    });
    return result as LossValue<F>;
  };
}
