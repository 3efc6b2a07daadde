import { type ReadoutFeedback, randomReadoutFeedback } from '../adjoint/feedback.js';
import { forwardRule } from './forward-rule.js';
import { patternedInfluence } from './patterned-influence.js';
import type { ForwardDefinition } from './types.js';

const exact = {
  name: 'rtrl',
  locality: 'nonlocal',
  causal: true,
  estimate: 'exact',
  cost: { memory: 'N^3', time: 'N^4' },
  source: 'Williams & Zipser 1989, doi:10.1162/neco.1989.1.2.270',
  init: () => null,
  influence(network) {
    const everyUnit = Array.from({ length: network.nUnits }, (_, k) => k);
    return patternedInfluence(
      network,
      everyUnit.map(() => everyUnit),
    );
  },
} satisfies ForwardDefinition<null>;

/**
 * Real-time recurrent learning: the influence of every parameter on every unit, carried forward. The exact gradient, equal to
 * BPTT's while the weights stay fixed, without looking back.
 */
export const rtrl = forwardRule<null>(exact);

/**
 * RTRL with a fixed random B [nOut, nUnits], the rule's state, in place of the readout weights on the way back: BPTT with
 * feedback alignment of the readout, forward in time.
 */
export const rtrlFa = forwardRule<ReadoutFeedback>({
  ...exact,
  name: 'rtrl_fa',
  estimate: 'biased',
  source: 'Lillicrap et al. 2016, doi:10.1038/ncomms13276',
  init: randomReadoutFeedback,
  feedback: ({ readoutFeedback }) => readoutFeedback.data,
});
