import { ArgumentError, type Floats, type Loss, type LossValue, type Rollout, type TrialBatch } from '@lrsim/core';
import { registerGradients } from '@lrsim/rnn';
import { engine, type Scalar, scalar, type Tensor, type Tensor3D, tensor, tensor3d, tidy } from '@tensorflow/tfjs-core';

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
 * Makes a loss of any differentiable tfjs function of outputs and rates; tfjs differentiates it (in float32). It may
 * ignore either of the two.
 *
 * Needs a tfjs backend: `await startTfjsKernel()` or `await tf.setBackend(...)` first. Registers the gradients tfjs-core
 * leaves unregistered in plain Node.
 *
 * @throws ArgumentError, when called, for a function whose value is no scalar or depends on neither outputs nor rates.
 */
export function tfjsLoss(compute: TfjsLossFunction): Loss {
  registerGradients();
  return <F extends Floats>(rollout: Rollout<F>, batch: TrialBatch): LossValue<F> => {
    const { trials, steps, nOut, nUnits } = rollout;
    const targetShape = batch.kind === 'regression' ? [trials, steps, nOut] : [trials, steps];
    const toFloats = (values: ArrayLike<number>): F => {
      const Storage = rollout.outputs.constructor as new (values: ArrayLike<number>) => F;
      return new Storage(values);
    };
    let result: LossValue<F> | undefined;
    // Not returned through tidy, which would search every element of every array in it for tensors.
    tidy(() => {
      const outputs = tensor3d(Float32Array.from(rollout.outputs), [trials, steps, nOut]);
      const rates = tensor3d(Float32Array.from(rollout.rates), [trials, steps, nUnits]);
      const targets = tensor(batch.targets, targetShape);
      const mask = tensor(batch.mask, targetShape);
      const { value, grads } = differentiate(() => compute(outputs, rates, targets, mask), [outputs, rates]);
      const [dOutputs, dRates] = grads;
      result = {
        value,
        terms: { main: value },
        dOutputs: toFloats(dOutputs ? dOutputs.dataSync() : new Float32Array(outputs.size)),
        ...(dRates ? { dRates: { array: toFloats(dRates.dataSync()) } } : {}),
      };
    });
    return result as LossValue<F>;
  };
}

/** The value of a scalar function and its gradients; undefined for an argument it ignores, where `tf.grads` would throw. */
function differentiate(
  compute: () => Scalar,
  xs: readonly Tensor[],
): { value: number; grads: readonly (Tensor | undefined)[] } {
  // Nothing is thrown inside: tfjs would keep what it saved for the backward pass.
  let failure: unknown;
  const guarded = (): Tensor => {
    try {
      const value = compute();
      if (value?.size === 1) return value;
      const returned = value?.shape ? `a tensor of shape [${value.shape.join(', ')}]` : String(value);
      failure = new ArgumentError(
        `tfjsLoss: the function returned ${returned}; expected a scalar. Take the mean or sum.`,
      );
    } catch (error) {
      failure = error;
    }
    return scalar(0);
  };
  const { value, grads } = engine().gradients(guarded, [...xs], undefined, true);
  if (failure) throw failure;
  if (grads.every((gradient) => !gradient))
    throw new ArgumentError(
      'tfjsLoss: the value depends on neither outputs nor rates; expected a function computed from them by tfjs operations',
    );
  return { value: value.dataSync()[0], grads };
}
