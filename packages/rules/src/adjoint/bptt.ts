import { adjointRule } from './adjoint-rule.js';

/** Backpropagation through time: the exact gradient. Credit crosses every synapse backward, W^T with the slope f'(a_t). */
export const bptt = adjointRule<null>({
  name: 'bptt',
  locality: 'nonlocal',
  causal: false,
  estimate: 'exact',
  cost: { memory: 'T N', time: 'N^2' },
  source: 'Werbos 1990, doi:10.1109/5.58337',
  init: () => null,
  route: (weights) => ({ recurrent: { weights } }),
});
