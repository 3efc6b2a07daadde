import { type DefinedTask, defineTask, factors, type TaskSettings } from '../definition/index.js';

const bits = factors({ first: [0, 1], second: [0, 1] });

/**
 * Are two bits that are shown throughout different? Settling 15, decision 135 at dt 1.
 *
 * Inputs: the first bit as one of two channels, the second as one of two. Outputs: 1 for different or for equal; the settling does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskXOR.
 */
export const exclusiveOr = (settings: TaskSettings = {}): DefinedTask =>
  defineTask(
    {
      name: 'exclusive-or',
      source: 'trainRNNbrain, XOR',
      dtMs: 1,
      inputs: { first: 2, second: 2 },
      outputs: 2,
      conditions: bits,
      periods: { settling: 15, decision: 135 },
      trial(trial, { first, second }) {
        trial.show('first', ['settling', 'decision'], [1 - first, first]);
        trial.show('second', ['settling', 'decision'], [1 - second, second]);
        trial.target('decision', [first ^ second, 1 - (first ^ second)]);
        trial.weigh('settling', 0);
      },
    },
    settings,
  );

/** Options of the half adder. */
export interface HalfAdderOptions extends TaskSettings {
  /** True for the sum alone, as in trainRNNbrain, which leaves the carry out and takes the sum back after 120 (default false). */
  readonly original?: boolean;
}

/**
 * Add two bits that are shown throughout. Settling 30, decision 90, holding 30 at dt 1.
 *
 * Inputs: both bits. Outputs: the sum modulo 2 and the carry; the settling does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskHalfAdder.
 */
export const halfAdder = ({ original = false, ...settings }: HalfAdderOptions = {}): DefinedTask =>
  defineTask(
    {
      name: 'half-adder',
      source: 'trainRNNbrain, HalfAdder',
      dtMs: 1,
      inputs: { bits: 2 },
      outputs: original ? 1 : 2,
      conditions: bits,
      periods: { settling: 30, decision: 90, holding: 30 },
      trial(trial, { first, second }) {
        trial.show('bits', ['settling', 'decision', 'holding'], [first, second]);
        if (original) trial.target('decision', first ^ second);
        else trial.target(['decision', 'holding'], [first ^ second, first & second]);
        trial.weigh('settling', 0);
      },
    },
    settings,
  );
