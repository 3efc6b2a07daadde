// The module of the float32 kernels: products and passes of the leaky recurrence, on a memory it is given.
export { multiplyAddTest } from './products';
