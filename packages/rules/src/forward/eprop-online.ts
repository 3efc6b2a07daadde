import { eprop } from '../adjoint/eprop.js';
import { type ReadoutFeedback, randomReadoutFeedback } from '../adjoint/feedback.js';
import { forwardRule } from './forward-rule.js';
import { columnsOf } from './gradient-columns.js';
import type { ForwardDefinition, InfluenceMethod } from './types.js';

/**
 * Eligibility traces: of the influence only what a synapse has on its own unit, through that unit's leak. With the leak on the
 * pre-activation the trace is the low-pass filtered source, the same for all units that receive it:
 *
 *     e_t,j = (1 - alpha) e_{t-1,j} + alpha p_t,j
 */
const sharedTraces = (columns: number): InfluenceMethod => ({
  start() {
    const traces = new Float64Array(columns);
    traces[columns - 1] = 1;
    return { traces };
  },
  advance({ traces }, { sources, cell: { alpha } }) {
    for (let j = 0; j < columns; j++) traces[j] *= 1 - alpha;
    for (let j = 0; j < sources.length; j++) traces[j] += alpha * sources[j];
  },
  credit({ traces }, signal, gradient) {
    signal.forEach((weight, i) => {
      if (weight !== 0) for (let j = 0; j < columns; j++) gradient[i * columns + j] += weight * traces[j];
    });
  },
});

/**
 * With the leak on the rate the slope is that of the synapse's time and stays in the trace, which is each synapse's own
 * (Murray 2019, Eq. 7): e_t,ij = (1 - alpha) e_{t-1,ij} + alpha f'(u_t,i) p_t,j.
 */
const tracesOfSynapses = (nUnits: number, columns: number): InfluenceMethod => ({
  start() {
    const traces = new Float64Array(nUnits * columns);
    for (let i = 0; i < nUnits; i++) traces[(i + 1) * columns - 1] = 1;
    return { traces };
  },
  advance({ traces }, { sources, direct, cell: { alpha } }) {
    for (let k = 0; k < traces.length; k++) traces[k] *= 1 - alpha;
    direct.forEach((factor, i) => {
      for (let j = 0; j < sources.length; j++) traces[i * columns + j] += factor * sources[j];
    });
  },
  credit({ traces }, signal, gradient) {
    signal.forEach((weight, i) => {
      if (weight === 0) return;
      for (let k = i * columns; k < (i + 1) * columns; k++) gradient[k] += weight * traces[k];
    });
  },
});

const definition = {
  name: 'eprop_online',
  locality: eprop.locality,
  causal: eprop.causal,
  estimate: eprop.estimate,
  cost: eprop.cost,
  source: eprop.source,
  init: () => null,
  influence: (network) =>
    network.leak === 'rate' ? tracesOfSynapses(network.nUnits, columnsOf(network)) : sharedTraces(columnsOf(network)),
} satisfies ForwardDefinition<null>;

/**
 * e-prop as synapses would compute it, forward in time: learning signal x slope x low-pass filtered source. The same gradient as
 * `eprop`, in the form that can change the weights within a trial.
 */
export const epropOnline = forwardRule<null>(definition);

/**
 * Random feedback local online learning: the traces of e-prop with a fixed random B [nOut, nUnits], the rule's state, in place of
 * the readout weights. Murray's rule where the leak is on the rate; e-prop with random feedback where it is on the pre-activation.
 */
export const rflo = forwardRule<ReadoutFeedback>({
  ...definition,
  name: 'rflo',
  source: 'Murray 2019, doi:10.7554/eLife.43299',
  init: randomReadoutFeedback,
  feedback: ({ readoutFeedback }) => readoutFeedback.data,
});
