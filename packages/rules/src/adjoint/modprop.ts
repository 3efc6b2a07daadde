import { checkNumber } from '@lrsim/core';
import type { CreditRelay } from '@lrsim/rnn';
import type { AdjointDefinition, AdjointRule } from '../types.js';
import { adjointRule } from './adjoint-rule.js';
import { cellTypeMeans, type TypedUnits, unitTypes } from './cell-type-means.js';

/** mu of the original ModProp code; Liu, Yang & Cueva 2025 have 0.2 in theirs. */
const MU = 0.25;

/** Where mu stands for f': at the cells credit passes through (the paper's text), or at the updated cell as well (the code). */
type Form = 'paper' | 'code';

const facts = {
  causal: true,
  estimate: 'biased',
  cost: { memory: 'N^2 + filter', time: 'N^2' },
  source: 'Liu et al. 2022, doi:10.48550/arXiv.2206.01338; Liu, Yang & Cueva 2025, Eq. 10-11',
} as const;

const slopes = (form: Form, mu: number): { slope?: number; relay?: CreditRelay } =>
  form === 'paper' ? { relay: { leak: true, slope: mu } } : { slope: mu };

function nameOf(form: Form, weights: string, mu: number): string {
  checkNumber('modprop', 'mu', mu, 0);
  return `modprop_${form}_${weights}${mu === MU ? '' : `_mu${mu}`}`;
}

/**
 * ModProp with the mean weights between cell types (kept current) and a constant mu in place of f' at the cells that credit
 * passes through: it crosses any number of synapses, as neuromodulators could carry it. Defined for the leak on the
 * pre-activation, and stable for relu networks under Dale's law.
 *
 * @param form - 'paper': the updated synapse keeps its f'; 'code': mu stands there too, for what came across synapses.
 * @param mu - 0.25 by default.
 */
export function modpropType(form: Form, mu = MU): AdjointRule<TypedUnits> {
  const definition: AdjointDefinition<TypedUnits> = {
    ...facts,
    name: nameOf(form, 'type', mu),
    locality: 'local',
    init: unitTypes,
    route: (weights, types) => ({ recurrent: { weights: cellTypeMeans(weights, types), ...slopes(form, mu) } }),
  };
  return adjointRule(definition);
}

/** ModProp with the synapses' own weights in place of the means between types. */
export const modpropW = (form: Form, mu = MU): AdjointRule<null> =>
  adjointRule<null>({
    ...facts,
    name: nameOf(form, 'W', mu),
    locality: 'nonlocal',
    init: () => null,
    route: (weights) => ({ recurrent: { weights, ...slopes(form, mu) } }),
  });
