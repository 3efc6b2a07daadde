import { ArgumentError, checkLength } from '@lrsim/core';

/** What a loss says of one step of one trial. */
export interface StepLossValue {
  readonly value: number;
  /** dL/dy_t [nOut]. */
  readonly dOutputs: ArrayLike<number>;
  /** dL/dh_t [nUnits], where the loss reads the rates. */
  readonly dRates?: ArrayLike<number>;
}

/** A loss of one step's outputs [nOut] and rates [nUnits]. */
export type StepLoss = (outputs: Float64Array, rates: Float64Array) => StepLossValue;

/**
 * Squared error of one step, sum_o w_o (y_o - y*_o)^2.
 *
 * @param target - y* [nOut].
 * @param weight - w, one number or one for each output; 0 where a mask is 0, 1 by default.
 */
export function squaredErrorAt(target: ArrayLike<number>, weight: number | ArrayLike<number> = 1): StepLoss {
  return (outputs) => {
    checkLength('squaredErrorAt', 'target', target, [outputs.length]);
    const weightOf = (o: number) => (typeof weight === 'number' ? weight : weight[o]);
    const errors = outputs.map((y, o) => y - target[o]);
    return {
      value: errors.reduce((sum, error, o) => sum + weightOf(o) * error * error, 0),
      dOutputs: errors.map((error, o) => 2 * weightOf(o) * error),
    };
  };
}

/**
 * Softmax cross-entropy of one step, w (log sum_k exp y_k - y_target).
 *
 * @param target - the class, from 0.
 * @param weight - w; 0 where a mask is 0, 1 by default.
 */
export function crossEntropyAt(target: number, weight = 1): StepLoss {
  return (outputs) => {
    if (!Number.isInteger(target) || target < 0 || target >= outputs.length)
      throw new ArgumentError(
        `crossEntropyAt: target is ${target}; expected a class from 0 to ${outputs.length - 1}, of as many as there are outputs`,
      );
    const largest = Math.max(...outputs);
    const exponentials = outputs.map((y) => Math.exp(y - largest));
    const normaliser = exponentials.reduce((sum, e) => sum + e, 0);
    return {
      value: weight * (Math.log(normaliser) + largest - outputs[target]),
      dOutputs: exponentials.map((e, k) => weight * (e / normaliser - (k === target ? 1 : 0))),
    };
  };
}
