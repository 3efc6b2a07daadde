import type { NdArray, Params } from '@lrsim/core';
import type { RuleFacts } from '../types.js';

/** What a target-based learner says of itself; it follows targets by least squares and estimates no gradient. */
export type LearnerFacts = Omit<RuleFacts, 'estimate'>;

/** One stretch of time a learner runs through. */
export interface Stretch {
  readonly steps: number;
  /** x_1..x_T, [steps, nIn]; zeros by default. */
  readonly inputs?: ArrayLike<number>;
  /** What the readout should be, [steps, nOut]; absent: the network runs on its own and nothing is learnt. */
  readonly targets?: ArrayLike<number>;
}

/** What a network did in a stretch, and the state it is left in. */
export interface Learnt<S> {
  /** The readout after the step's learning, [steps, nOut]. */
  readonly outputs: Float64Array;
  /** Firing rates, [steps, nUnits]. */
  readonly rates: Float64Array;
  readonly state: S;
}

/** A learner whose state is data: weights, activity, and what recursive least squares knows of the rates so far. */
export interface TargetState {
  readonly params: Params<Float64Array>;
  /** P [nUnits, nUnits], the inverse of lambda I + sum h h^T over the rates learnt from. */
  readonly inverse: NdArray<Float64Array>;
}
