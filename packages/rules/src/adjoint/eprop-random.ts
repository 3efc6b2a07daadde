import { adjointRule } from './adjoint-rule.js';
import { eprop } from './eprop.js';
import { type ReadoutFeedback, randomReadoutFeedback } from './feedback.js';

/**
 * e-prop with random readout feedback: the learning signal is B dL/dy_t with a fixed random B [nOut, nUnits], the rule's state,
 * in place of the readout weights. With the leak on the rate it is RFLO.
 */
export const epropRandom = adjointRule<ReadoutFeedback>({
  ...eprop,
  name: 'eprop_random',
  init: randomReadoutFeedback,
  route: (_weights, { readoutFeedback }) => ({ readout: readoutFeedback.data }),
});
