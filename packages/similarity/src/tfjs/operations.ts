import type { NdArray } from '@lrsim/core';
import { customGrad, mul, type Scalar, scalar, type Tensor, type Tensor2D, tensor } from '@tensorflow/tfjs-core';
import {
  type CcaGradientOptions,
  type CkaGradientOptions,
  ccaWithGradient,
  linearCkaWithGradient,
  type ProcrustesGradientOptions,
  procrustesWithGradient,
  type RidgeGradientOptions,
  ridgeWithGradient,
  type ValueWithGradient,
} from '../gradients/index.js';

/**
 * A measure with gradient as an operation on tensors. The numbers leave the backend, are worked on in float64, and come back
 * in the backend's float32.
 */
function operation<O>(measure: (x: Tensor2D, y: Tensor2D, options?: O) => ValueWithGradient) {
  return (x: Tensor2D, y: Tensor2D, options?: O): Scalar => {
    const op = customGrad((...all) => {
      // After the operands comes tfjs's `save`, which nothing here needs.
      const { value, dX, dY } = measure(all[0] as Tensor2D, all[1] as Tensor2D, options);
      const asTensor = ({ data, shape }: NdArray) => tensor(Float32Array.from(data), [...shape]);
      return { value: scalar(value), gradFunc: (upstream: Tensor) => [dX, dY].map((d) => mul(upstream, asTensor(d))) };
    });
    return op(x, y) as Scalar;
  };
}

/**
 * The Procrustes distance of x and y, both [samples, units], as a scalar tensor that tfjs can differentiate, for losses and
 * regularisers: see `procrustesWithGradient` of the main entry, whose value, gradient, options and errors it has.
 *
 * The tensors are read with `dataSync`, so the backend must allow it (wasm, cpu, webgl, node). First derivatives only: the
 * gradient is a constant to tfjs, which refuses to differentiate it again.
 */
export const procrustes: (x: Tensor2D, y: Tensor2D, options?: ProcrustesGradientOptions) => Scalar =
  /* @__PURE__ */ operation(procrustesWithGradient);

/** Linear CKA of x and y, both [samples, units]: `linearCkaWithGradient` as an operation, like `procrustes` here. */
export const linearCka: (x: Tensor2D, y: Tensor2D, options?: CkaGradientOptions) => Scalar =
  /* @__PURE__ */ operation(linearCkaWithGradient);

/** The mean canonical correlation of x and y, both [samples, units]: `ccaWithGradient` as an operation, like `procrustes` here. */
export const cca: (x: Tensor2D, y: Tensor2D, options?: CcaGradientOptions) => Scalar =
  /* @__PURE__ */ operation(ccaWithGradient);

/** R2 of ridge regression from x to y, both [samples, units]: `ridgeWithGradient` as an operation, like `procrustes` here. */
export const ridge: (x: Tensor2D, y: Tensor2D, options?: RidgeGradientOptions) => Scalar =
  /* @__PURE__ */ operation(ridgeWithGradient);
