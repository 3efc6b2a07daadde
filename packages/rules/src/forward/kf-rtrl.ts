import { forwardRule } from './forward-rule.js';
import { withInitialInfluence } from './initial-influence.js';
import { inverse, jacobianTimes, norm } from './jacobian-products.js';
import type { ForwardDefinition } from './types.js';

/** What makes KF-RTRL. */
export const kfRtrlDefinition = {
  name: 'kfrtrl',
  locality: 'nonlocal',
  causal: true,
  estimate: 'unbiased',
  cost: { memory: 'N^2', time: 'N^3' },
  source: 'Mujika et al. 2018, doi:10.48550/arXiv.1805.10842',
  init: () => null,
  influence: ({ nUnits, nIn }) => {
    const nSources = nUnits + nIn + 1;
    return withInitialInfluence(nUnits, 2, {
      start: () => ({
        sourceFactor: new Float64Array(nSources), // u
        unitFactor: new Float64Array(nUnits * nUnits), // A [state k, postsynaptic unit i]
        started: new Float64Array(1),
      }),
      advance({ sourceFactor: u, unitFactor: A, started }, { sources, direct, signs, ...step }) {
        if (started[0] === 0) {
          started[0] = 1;
          u.set(sources);
          direct.forEach((factor, i) => {
            A[i * nUnits + i] = factor;
          });
          return;
        }
        const carried = jacobianTimes(step.jacobian(), A, nUnits);
        const r1 = Math.sqrt(norm(carried) * inverse(norm(u)));
        const r2 = Math.sqrt(norm(direct) / norm(sources)); // the sources hold a 1
        for (let j = 0; j < nSources; j++) u[j] = signs[0] * r1 * u[j] + signs[1] * r2 * sources[j];
        for (let k = 0; k < A.length; k++) A[k] = signs[0] * inverse(r1) * carried[k];
        for (let i = 0; i < nUnits; i++) A[i * nUnits + i] += signs[1] * inverse(r2) * direct[i];
      },
      credit({ sourceFactor: u, unitFactor: A }, signal, gradient) {
        for (let i = 0; i < nUnits; i++) {
          let credit = 0;
          for (let k = 0; k < nUnits; k++) credit += A[k * nUnits + i] * signal[k];
          for (let j = 0; j < nSources; j++) gradient[i * (nSources + 1) + j] += credit * u[j];
        }
      },
    });
  },
} satisfies ForwardDefinition<null>;

/**
 * Kronecker-factored RTRL: the influence as R_kij = A_ki u_j, whose mean over random signs c1, c2 is the influence itself. The
 * first step is exact, u = p_1 and A = diag(F_1); from then on
 *
 *     u_t = c1 r1 u_{t-1} + c2 r2 p_t        A_t = c1 J_t A_{t-1} / r1 + c2 diag(F_t) / r2
 *
 * with r1 = sqrt(|J A| / |u|) and r2 = sqrt(|F| / |p|). A part whose norm is 0 is left out.
 */
export const kfRtrl = forwardRule<null>(kfRtrlDefinition);
