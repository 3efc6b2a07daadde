// The module of the float32 kernels: products and passes of the leaky recurrence, on a memory it is given.

export { backwardStep } from './backward-step';
export { writeConstants } from './constants';
export { activate, forwardStep } from './forward-step';
export { copyMatrix, packRight, packRightTransposed } from './pack';
export { addOuterProducts, addToDouble, multiplyRows } from './products';
