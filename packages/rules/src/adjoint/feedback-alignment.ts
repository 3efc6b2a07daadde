import type { Floats, NdArray } from '@lrsim/core';
import { adjointRule } from './adjoint-rule.js';
import { bptt } from './bptt.js';
import { type ReadoutFeedback, randomFeedback, randomReadoutFeedback } from './feedback.js';

/**
 * Feedback alignment of the readout: backpropagation through time with a fixed random B [nOut, nUnits], the rule's state, in
 * place of the readout weights on the way back.
 */
export const bpttFa = adjointRule<ReadoutFeedback>({
  ...bptt,
  name: 'bptt_fa',
  estimate: 'biased',
  source: 'Lillicrap et al. 2016, doi:10.1038/ncomms13276',
  init: randomReadoutFeedback,
  route: (weights, { readoutFeedback }) => ({ recurrent: { weights }, readout: readoutFeedback.data }),
});

/** Fixed matrices in place of the readout weights and of the recurrent weights. */
type FullFeedback = ReadoutFeedback & { readonly recurrentFeedback: NdArray<Floats> };

/**
 * Feedback alignment of readout and recurrence: besides B, a fixed random R [nUnits, nUnits] stands for W on the way back. R has
 * an element SD of 1 / sqrt(nUnits), a spectral radius near 1.
 */
export const bpttFaRec = adjointRule<FullFeedback>({
  ...bpttFa,
  name: 'bptt_fa_rec',
  init({ nUnits, ...network }, rng) {
    const recurrent = randomFeedback(nUnits / 3, [nUnits, nUnits], rng.fork('recurrent feedback')); // SD = bound / sqrt(3)
    return { ...randomReadoutFeedback({ ...network, nUnits }, rng), recurrentFeedback: recurrent };
  },
  route: (_weights, { readoutFeedback, recurrentFeedback }) => ({
    recurrent: { weights: recurrentFeedback.data },
    readout: readoutFeedback.data,
  }),
});
