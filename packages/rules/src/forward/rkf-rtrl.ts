import { forwardRule } from './forward-rule.js';
import { withInitialInfluence } from './initial-influence.js';
import { inverse, jacobianTimes, norm } from './jacobian-products.js';
import type { ForwardDefinition } from './types.js';

/** What makes reverse KF-RTRL. */
export const rkfRtrlDefinition = {
  name: 'rkfrtrl',
  locality: 'nonlocal',
  causal: true,
  estimate: 'unbiased',
  cost: { memory: 'N^2', time: 'N^3' },
  source: 'Marschall et al. 2020, doi:10.48550/arXiv.1907.02649',
  init: () => null,
  influence: ({ nUnits, nIn }) => {
    const nSources = nUnits + nIn + 1;
    return withInitialInfluence(nUnits, nUnits, {
      start: () => ({
        unitFactor: new Float64Array(nUnits), // A
        sourceFactor: new Float64Array(nUnits * nSources), // B [state k, source j]
        started: new Float64Array(1),
      }),
      advance({ unitFactor: A, sourceFactor: B, started }, { sources, direct, signs, ...step }) {
        const carried = jacobianTimes(step.jacobian(), B, nSources);
        const r0 = started[0] === 0 ? 1 : Math.sqrt(norm(carried) * inverse(norm(A)));
        const r1 = Math.sqrt((norm(direct) * norm(sources)) / Math.sqrt(nUnits)); // |(nu * F) p^T| / |nu|
        started[0] = 1;
        for (let i = 0; i < nUnits; i++) {
          A[i] = r0 * A[i] + r1 * signs[i];
          for (let j = 0; j < nSources; j++) {
            const k = i * nSources + j;
            B[k] = inverse(r0) * carried[k] + inverse(r1) * signs[i] * direct[i] * sources[j];
          }
        }
      },
      credit({ unitFactor: A, sourceFactor: B }, signal, gradient) {
        const fromSource = new Float64Array(nSources); // G^T B
        for (let k = 0; k < nUnits; k++)
          for (let j = 0; j < nSources; j++) fromSource[j] += signal[k] * B[k * nSources + j];
        for (let i = 0; i < nUnits; i++)
          for (let j = 0; j < nSources; j++) gradient[i * (nSources + 1) + j] += A[i] * fromSource[j];
      },
    });
  },
} satisfies ForwardDefinition<null>;

/**
 * Reverse Kronecker-factored RTRL: the influence as R_kij = A_i B_kj, whose mean over random signs nu_t is the influence itself:
 *
 *     A_t = r0 A_{t-1} + r1 nu_t        B_t = J_t B_{t-1} / r0 + (nu_t * F_t) p_t^T / r1
 *
 * with r0 = sqrt(|J B| / |A|), 1 at the first step, and r1 = sqrt(|(nu * F) p^T| / sqrt(N)). A part whose norm is 0 is left out.
 */
export const rkfRtrl = forwardRule<null>(rkfRtrlDefinition);
