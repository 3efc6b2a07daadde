import { lookUp } from '@lrsim/core';
import {
  add,
  mul,
  neg,
  onesLike,
  relu,
  sigmoid,
  softplus,
  square,
  step,
  sub,
  type Tensor,
  tanh,
} from '@tensorflow/tfjs-core';

/** A nonlinearity of whole tensors, made of tfjs ops; the kinks are those of `activations`. */
export interface TensorActivation {
  value(a: Tensor): Tensor;
  /** f'(a), given also h = f(a). */
  slope(a: Tensor, h: Tensor): Tensor;
}

const oneMinusSquare = (h: Tensor) => sub(1, square(h));

/** 1 above 0, 1/2 at 0, 0 below. */
const halfAtZero = (a: Tensor) => mul(0.5, add(step(a), sub(1, step(neg(a)))));

const table: Readonly<Record<string, TensorActivation>> = {
  retanh: { value: (a) => relu(tanh(a)), slope: (a, h) => mul(halfAtZero(a), oneMinusSquare(h)) },
  relu: { value: relu, slope: (a) => sub(1, step(neg(a))) },
  tanh: { value: tanh, slope: (_, h) => oneMinusSquare(h) },
  softplus: { value: softplus, slope: (a) => sigmoid(a) },
  logistic: { value: sigmoid, slope: (_, h) => mul(h, sub(1, h)) },
  linear: { value: (a) => a, slope: (a) => onesLike(a) },
};

/** The activation of that name as tfjs ops. */
export const tensorActivation = (name: string): TensorActivation =>
  lookUp('activation of the tfjs kernel', table, name);
