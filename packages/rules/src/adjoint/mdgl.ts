import { adjointRule } from './adjoint-rule.js';
import { cellTypeMeans, type TypedUnits, unitTypes } from './cell-type-means.js';

/** What the receiving cells' loss at the next step says, over one synapse; an initial state gets none of it. */
const oneHop = { relay: { leak: false, slope: 0 }, cut: (_stepsAfter: number, step: number) => step === 0 };

/**
 * MDGL, multidigraph learning, with the synapses' own weights: beside its own learning signal a unit gets those of the cells it
 * projects to, one step later and over one synapse (Liu et al. 2021). No leak acts after the hop, as in their code.
 */
export const mdglW = adjointRule<null>({
  name: 'mdgl_W',
  locality: 'nonlocal',
  causal: true,
  estimate: 'biased',
  cost: { memory: 'N^2', time: 'N^2' },
  source: 'Liu et al. 2021, doi:10.1073/pnas.2111821118',
  init: () => null,
  route: (weights) => ({ recurrent: { weights, ...oneHop } }),
});

/** MDGL as cells could do it: the mean weight between the types of two cells stands for their synapse. */
export const mdglType = adjointRule<TypedUnits>({
  ...mdglW,
  name: 'mdgl_type',
  locality: 'local',
  init: unitTypes,
  route: (weights, types) => ({ recurrent: { weights: cellTypeMeans(weights, types), ...oneHop } }),
});

/**
 * Credit across exactly zero or one synapse, over any leak: no biological rule, but the yardstick of what one hop can give.
 */
export const hop1 = adjointRule<null>({
  ...mdglW,
  name: 'hop1',
  cost: { memory: 'N^3', time: 'N^3' },
  source: 'the exact gradient to first order in the recurrent weights',
  route: (weights) => ({ recurrent: { weights, relay: { leak: true, slope: 0 } } }),
});
