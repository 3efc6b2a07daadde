import { checkLength, type Floats, type NdArray, type Params } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { forwardRule } from './forward-rule.js';
import { columnsOf } from './gradient-columns.js';
import type { ForwardDefinition, InfluenceMethod } from './types.js';

/** The state of KeRNL: its kernel, ds_i(t) / ds_j(t') ~ A_ij kap_j^{t - t'}. */
export type InfluenceKernel = Params & {
  /** A [nUnits, nUnits], row = the unit that is influenced. */
  readonly kernelWeights: NdArray;
  /** kap [nUnits], per step. */
  readonly kernelDecay: NdArray;
};

/** The kernel of units that influence only themselves and through their leak, A = I and kap = 1 - alpha: that of e-prop. */
export function leakKernel<F extends Floats>({ nUnits, alpha }: LeakyNetwork<F>): InfluenceKernel {
  const identity = Float64Array.from({ length: nUnits * nUnits }, (_, k) => (k % (nUnits + 1) === 0 ? 1 : 0));
  return {
    kernelWeights: { data: identity, shape: [nUnits, nUnits] },
    kernelDecay: { data: new Float64Array(nUnits).fill(1 - alpha), shape: [nUnits] },
  };
}

/** The influence a kernel gives: traces e_t,jk = kap_j e_{t-1},jk + F_t,j p_t,k, read through A. */
export function kernelInfluence<F extends Floats>(
  where: string,
  network: LeakyNetwork<F>,
  { kernelWeights: { data: A }, kernelDecay: { data: decay } }: InfluenceKernel,
): InfluenceMethod {
  const { nUnits } = network;
  const columns = columnsOf(network);
  checkLength(where, 'kernelWeights of the state', A, [nUnits, nUnits]);
  checkLength(where, 'kernelDecay of the state', decay, [nUnits]);
  return {
    start() {
      const traces = new Float64Array(nUnits * columns);
      for (let j = 0; j < nUnits; j++) traces[(j + 1) * columns - 1] = 1;
      return { traces };
    },
    advance({ traces }, { sources, direct }) {
      for (let j = 0; j < nUnits; j++) {
        for (let k = j * columns; k < (j + 1) * columns; k++) traces[k] *= decay[j];
        for (let k = 0; k < sources.length; k++) traces[j * columns + k] += direct[j] * sources[k];
      }
    },
    credit({ traces }, signal, gradient) {
      for (let j = 0; j < nUnits; j++) {
        let credit = 0;
        for (let i = 0; i < nUnits; i++) credit += signal[i] * A[i * nUnits + j];
        for (let k = j * columns; k < (j + 1) * columns; k++) gradient[k] += credit * traces[k];
      }
    },
  };
}

/** What makes KeRNL with a given kernel. */
export const kernlFixedDefinition = {
  name: 'kernl_fixed',
  locality: 'local',
  causal: true,
  estimate: 'biased',
  cost: { memory: 'N^2', time: 'N^2' },
  source: 'Roth, Kanitscheider & Fiete 2019, openreview.net/forum?id=ryGfnoC5KQ',
  init: leakKernel,
  influence: (network, kernel) => kernelInfluence('kernl_fixed', network, kernel),
} satisfies ForwardDefinition<InfluenceKernel>;

/**
 * KeRNL with a given kernel, its state: the influence of unit j on unit i some steps later is taken to be A_ij kap_j^steps, so
 * that the gradient is sum_t (sum_i G_t,i A_ij) e_t,jk. It starts as e-prop's kernel; `kernl` learns it.
 */
export const kernlFixed = forwardRule<InfluenceKernel>(kernlFixedDefinition);
