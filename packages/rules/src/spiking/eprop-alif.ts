import type { NdArray } from '@lrsim/core';
import { epropAdjoint } from './eprop-adjoint.js';
import { epropForward } from './eprop-forward.js';
import { type SpikingDefinition, spikingRule } from './spiking-rule.js';

const definition: SpikingDefinition<null> = {
  name: 'eprop_alif',
  locality: 'local',
  causal: true,
  estimate: 'biased',
  cost: { memory: 'N^2', time: 'N^2' }, // of the online form
  source: 'Bellec et al. 2020, doi:10.1038/s41467-020-17236-y',
  init: () => null,
  synapses: epropAdjoint,
};

/**
 * e-prop for spiking networks with symmetric feedback: the learning signal of a unit is what the readout weights carry back
 * to it, and no credit crosses the recurrence. Its sum over the trial is computed backward in time (`epropAdjoint`), which
 * costs a fraction of the online form and equals it to rounding.
 */
export const epropAlif = spikingRule(definition);

/** The same rule computed as synapses would, forward in time with a trace for each synapse (`epropForward`): the reference. */
export const epropAlifOnline = spikingRule({
  ...definition,
  name: 'eprop_alif_online',
  synapses: epropForward,
});

/** The same rule with a fixed random matrix B in the place of the readout weights: its state, `feedback` [nOut, nUnits]. */
export const epropAlifRandom = spikingRule<{ readonly feedback: NdArray<Float64Array> }>({
  ...definition,
  name: 'eprop_alif_random',
  init({ nOut, nUnits }, rng) {
    const data = Float64Array.from({ length: nOut * nUnits }, () => rng.normal() / Math.sqrt(nUnits));
    return { feedback: { data, shape: [nOut, nUnits] } };
  },
  feedback: (state) => state.feedback.data,
});
