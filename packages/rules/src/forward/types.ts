import type { Floats, Rng } from '@lrsim/core';
import type { Cell, LeakyNetwork } from '@lrsim/rnn';
import type { LeakyRule, RuleFacts, RuleState } from '../types.js';

/**
 * What a method keeps of the influence the parameters have had on the state of one trial so far: named arrays, changed in place
 * from step to step by whoever started them, and plain data, so that they can be saved.
 */
export type Influence = Readonly<Record<string, Float64Array>>;

/**
 * One step of one trial as influence travels through it. The state s_t is a_t, or r_t where the leak is on the rate. What drives
 * a unit are its sources p_t = [h_{t-1}; x_t; 1], over the weights [W | U | b]; then
 *
 *     J_t = ds_t / ds_{t-1}        and, directly,        ds_t,i / dtheta_ij = F_t,i p_t,j
 */
export interface InfluenceStep {
  readonly cell: Cell<Floats>;
  /** p_t [nUnits + nIn + 1]. */
  readonly sources: Float64Array;
  /** F_t [nUnits]: alpha, or alpha f'(u_t) where the leak is on the rate. */
  readonly direct: Float64Array;
  /**
   * J_t [nUnits, nUnits], computed on the first call: (1 - alpha) I + alpha W diag(f'(a_{t-1})), or (1 - alpha) I + alpha
   * diag(f'(u_t)) W where the leak is on the rate.
   */
  jacobian(): Float64Array;
  /** Random numbers +-1, as many as the method asks for at a step. */
  readonly signs: ArrayLike<number>;
}

/**
 * How a rule of the forward family carries influence, for networks of one size and constraint. Beside its sources each unit has
 * one more, the last, that is on before the first step only: its initial state, whose direct influence is 1.
 */
export interface InfluenceMethod {
  /** How many random signs it takes at the start of a trial and at each step; none by default. */
  readonly signs?: { readonly start: number; readonly step: number };
  /** The influence before the first step: that of the initial state on itself. */
  start(signs: ArrayLike<number>): Influence;
  /** Advances the influence by a step, in place. */
  advance(influence: Influence, step: InfluenceStep): void;
  /**
   * Adds to a gradient [nUnits, nUnits + nIn + 2] (the columns of [W | U | b], then the initial state) what the signal dL/ds_t
   * [nUnits] says. Linear in the signal.
   */
  credit(influence: Influence, signal: Float64Array, gradient: Float64Array): void;
}

/** What tells one forward rule from another. */
export interface ForwardDefinition<S extends RuleState = RuleState> extends RuleFacts {
  /** State such as a fixed random feedback matrix; null where a rule has none. */
  init<F extends Floats>(network: LeakyNetwork<F>, rng: Rng): S;
  /** How it carries influence through a network. */
  influence<F extends Floats>(network: LeakyNetwork<F>, state: S): InfluenceMethod;
  /** B [nOut, nUnits] in place of the readout weights on the way back; those themselves by default. */
  feedback?(state: S): Floats;
  /** The state after a trial, given what was kept of it; unchanged by default. */
  learn?(state: S, influence: Influence): S;
}

/** Gives `count` numbers of +-1 for a trial of the batch; step 0 is its start. */
export type SignSource = (rng: Rng, count: number, trial: number, step: number) => ArrayLike<number>;

/** A learning rule of the forward family. */
export interface ForwardRule<S extends RuleState = RuleState> extends LeakyRule<S>, ForwardDefinition<S> {
  init<F extends Floats>(network: LeakyNetwork<F>, rng: Rng): S;
  readonly drawSigns: SignSource;
}
