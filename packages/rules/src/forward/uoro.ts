import { forwardRule } from './forward-rule.js';
import { withInitialInfluence } from './initial-influence.js';
import { dot, jacobianTimes, norm } from './jacobian-products.js';
import type { ForwardDefinition } from './types.js';

/** Keeps the normalisers from 0. */
const EPSILON = 1e-7;

/** What makes UORO. */
export const uoroDefinition = {
  name: 'uoro',
  locality: 'nonlocal',
  causal: true,
  estimate: 'unbiased',
  cost: { memory: 'N^2', time: 'N^2' },
  source: 'Tallec & Ollivier 2018, doi:10.48550/arXiv.1702.05043',
  init: () => null,
  influence: ({ nUnits, nIn }) => {
    const nSources = nUnits + nIn + 1;
    return withInitialInfluence(nUnits, nUnits, {
      start: () => ({ forward: new Float64Array(nUnits), backward: new Float64Array(nUnits * nSources) }),
      advance({ forward, backward }, { sources, direct, signs, ...step }) {
        const carried = jacobianTimes(step.jacobian(), forward, 1);
        const signed = direct.map((factor, i) => signs[i] * factor);
        const directNorm = norm(signed) * norm(sources); // of the outer product
        const r0 = Math.sqrt(norm(backward) / (norm(carried) + EPSILON)) + EPSILON;
        const r1 = Math.sqrt(directNorm / (norm(signs) + EPSILON)) + EPSILON;
        for (let i = 0; i < nUnits; i++) {
          forward[i] = r0 * carried[i] + r1 * signs[i];
          for (let j = 0; j < nSources; j++) {
            const k = i * nSources + j;
            backward[k] = backward[k] / r0 + (signed[i] * sources[j]) / r1;
          }
        }
      },
      credit({ forward, backward }, signal, gradient) {
        const along = dot(signal, forward);
        for (let i = 0; i < nUnits; i++)
          for (let j = 0; j < nSources; j++) gradient[i * (nSources + 1) + j] += along * backward[i * nSources + j];
      },
    });
  },
} satisfies ForwardDefinition<null>;

/**
 * Unbiased online recurrent optimisation: the influence in rank one, s theta^T, for each trial, whose mean over random signs nu_t
 * is the influence itself:
 *
 *     s_t = rho0 J_t s_{t-1} + rho1 nu_t        theta_t = theta_{t-1} / rho0 + (nu_t * F_t) p_t^T / rho1
 *
 * rho0 = sqrt(|theta| / |J s|) and rho1 = sqrt(|(nu * F) p^T| / |nu|) balance the norms (1e-7 is added to each denominator and
 * to each root).
 */
export const uoro = forwardRule<null>(uoroDefinition);
