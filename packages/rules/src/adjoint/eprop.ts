import { adjointRule } from './adjoint-rule.js';

/**
 * e-prop with symmetric readout feedback: credit travels along each unit's own leak and never across a recurrent synapse,
 * self-connections included (Liu, Yang & Cueva 2025, Eq. 9). Equal to the online three-factor form: learning signal x
 * f'(a_t) x low-pass filtered presynaptic rate. With the leak on the rate it is RFLO with symmetric feedback.
 */
export const eprop = adjointRule<null>({
  name: 'eprop_sym',
  locality: 'local',
  causal: true,
  estimate: 'biased',
  cost: { memory: 'N (leak on the rate: N^2)', time: 'N^2' },
  source: 'Bellec et al. 2020, doi:10.1038/s41467-020-17236-y; Murray 2019, doi:10.7554/eLife.43299',
  init: () => null,
  route: () => ({}),
});
