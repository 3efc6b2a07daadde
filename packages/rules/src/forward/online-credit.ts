import type { Floats } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import { columnsOf } from './gradient-columns.js';
import type { Activity } from './network-step.js';
import type { StepLossValue } from './step-losses.js';
import type { Influence, InfluenceMethod } from './types.js';

/** What has reached the readout in this trial, filtered by its leak kappa (the last step's alone where it has none). */
export interface ReadoutTraces {
  /** sum_s kappa^{t-s} h_s [nUnits]. */
  readonly rates: Float64Array;
  /** sum_s kappa^{t-s}, in an array of one. */
  readonly ones: Float64Array;
  /** For each output, sum_s kappa^{t-s} of its influence by the parameters [nOut, nUnits, columns]; empty without leak. */
  readonly influence: Float64Array;
}

/** Gradients summed since the last update, of the cell's weights. */
export interface SummedGradients {
  /** [nUnits, columns] */
  readonly units: Float64Array;
  readonly readoutWeights: Float64Array;
  readonly readoutBias: Float64Array;
}

type Sizes = Pick<Cell<Floats>, 'nUnits' | 'nIn' | 'nOut'>;

export const noTraces = (sizes: Sizes, readoutLeak: number): ReadoutTraces => ({
  rates: new Float64Array(sizes.nUnits),
  ones: new Float64Array(1),
  influence: new Float64Array(readoutLeak > 0 ? sizes.nOut * sizes.nUnits * columnsOf(sizes) : 0),
});

export const noGradients = (sizes: Sizes): SummedGradients => ({
  units: new Float64Array(sizes.nUnits * columnsOf(sizes)),
  readoutWeights: new Float64Array(sizes.nOut * sizes.nUnits),
  readoutBias: new Float64Array(sizes.nOut),
});

/** What credits one step online. */
export interface OnlineCredit {
  readonly cell: Cell<Floats>;
  readonly readoutLeak: number;
  /** B [nOut, nUnits]. */
  readonly feedback: ArrayLike<number>;
  readonly method: InfluenceMethod;
  readonly influence: Influence;
  readonly activity: Activity;
}

/**
 * Takes one step into the traces of the readout, in place. Where it leaks, errors at t concern all rates up to t, and what the
 * backward pass does by filtering errors back in time is done here forward: each output keeps the influence of the parameters on
 * it, Z_t = kappa Z_{t-1} + B diag(f') R_t.
 */
export function advanceTraces(traces: ReadoutTraces, credit: OnlineCredit): void {
  const { readoutLeak, activity, cell, feedback, method, influence } = credit;
  for (let i = 0; i < cell.nUnits; i++) traces.rates[i] = readoutLeak * traces.rates[i] + activity.rates[i];
  traces.ones[0] = readoutLeak * traces.ones[0] + 1;
  if (traces.influence.length === 0) return;
  for (let k = 0; k < traces.influence.length; k++) traces.influence[k] *= readoutLeak;
  const size = traces.influence.length / cell.nOut;
  for (let o = 0; o < cell.nOut; o++) {
    const signal = toState(credit, (i) => feedback[o * cell.nUnits + i]);
    method.credit(influence, signal, traces.influence.subarray(o * size, (o + 1) * size));
  }
}

/** Adds what the loss says of this step to the gradients, in place. */
export function addCredit(
  gradients: SummedGradients,
  traces: ReadoutTraces,
  credit: OnlineCredit,
  { dOutputs, dRates }: StepLossValue,
): void {
  const { cell, feedback, method, influence } = credit;
  const { nUnits, nOut } = cell;
  const filtered = traces.influence.length > 0;
  const lambda = new Float64Array(nUnits);
  if (dRates) for (let i = 0; i < nUnits; i++) lambda[i] = dRates[i];
  for (let o = 0; o < nOut; o++) {
    const error = dOutputs[o];
    gradients.readoutBias[o] += error * traces.ones[0];
    for (let i = 0; i < nUnits; i++) gradients.readoutWeights[o * nUnits + i] += error * traces.rates[i];
    if (!filtered) for (let i = 0; i < nUnits; i++) lambda[i] += feedback[o * nUnits + i] * error;
    const size = gradients.units.length;
    if (filtered && error !== 0)
      for (let k = 0; k < size; k++) gradients.units[k] += error * traces.influence[o * size + k];
  }
  if (lambda.some((signal) => signal !== 0))
    method.credit(
      influence,
      toState(credit, (i) => lambda[i]),
      gradients.units,
    );
}

/** From dL/dh_t to dL/ds_t: times f'(a_t), or the same where the leak is on the rate. */
const toState = ({ cell, activity }: OnlineCredit, signalOf: (unit: number) => number): Float64Array =>
  Float64Array.from({ length: cell.nUnits }, (_, i) => signalOf(i) * (cell.leak === 'rate' ? 1 : activity.slopes[i]));
