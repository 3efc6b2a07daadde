import { ArgumentError, checkNumber, type Floats, type NdArray, type Params } from '@lrsim/core';
import type { AdjointRule } from '../types.js';
import { adjointRule } from './adjoint-rule.js';
import { eprop } from './eprop.js';
import { type ReadoutFeedback, randomReadoutFeedback } from './feedback.js';

/** The feedback B, and the readout weights V it last saw (absent before the first batch). */
type AdaptiveFeedback = ReadoutFeedback & { readonly lastReadout?: NdArray<Floats> };

/**
 * e-prop with adaptive readout feedback: B starts random, makes every step the readout weights make, and both decay alike, so
 * that their difference shrinks by 1 - decay an update and B becomes symmetric (Kolen & Pollack 1994; Bellec et al. 2020).
 *
 * B follows V as the optimiser moved it, whichever that is: B <- B + (V - V_last) - decay (B_last - V_last). That is what equal
 * steps and equal decay make of their difference, without a decay in the readout's own gradient, which stays exact.
 *
 * @param decay - per update, 0.001 by default.
 */
export function epropAdaptive(decay = 0.001): AdjointRule<AdaptiveFeedback> {
  checkNumber('epropAdaptive', 'decay', decay, 0, 1);
  return adjointRule<AdaptiveFeedback>({
    ...eprop,
    name: decay === 0.001 ? 'eprop_adaptive' : `eprop_adaptive${decay}`,
    source: 'Bellec et al. 2020, doi:10.1038/s41467-020-17236-y; Kolen & Pollack 1994, doi:10.1109/ICNN.1994.374486',
    init: randomReadoutFeedback,
    prepare: (state, { readoutWeights }) => follow(state, readoutWeights, decay),
    route: (_weights, { readoutFeedback }) => ({ readout: readoutFeedback.data }),
  });
}

function follow(state: AdaptiveFeedback, readout: Params[string], decay: number): AdaptiveFeedback {
  const { readoutFeedback: feedback, lastReadout } = state;
  const lastSeen = { data: readout.data.slice() as Floats, shape: readout.shape };
  if (!lastReadout) return { readoutFeedback: feedback, lastReadout: lastSeen };
  if (lastReadout.data.length !== readout.data.length)
    throw new ArgumentError(
      `eprop_adaptive.gradient: the state is of another network, its readout has ${lastReadout.data.length} weights, this one ${readout.data.length}`,
    );
  const data = feedback.data.slice() as Floats;
  for (let k = 0; k < data.length; k++)
    data[k] += readout.data[k] - lastReadout.data[k] - decay * (feedback.data[k] - lastReadout.data[k]);
  return { readoutFeedback: { data, shape: feedback.shape }, lastReadout: lastSeen };
}
