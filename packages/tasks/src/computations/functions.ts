import { checkInteger } from '@lrsim/core';
import { type DefinedTask, defineTask, factors, indices, type TaskSettings, tentRing } from '../definition/index.js';

/** Parts of the range of a number that are conditions. */
const PARTS = 8;

/** Options of the identity. */
export interface IdentityOptions extends TaskSettings {
  /** How many numbers (default 2). */
  readonly channels?: number;
}

/**
 * Put out the numbers that come in, from 0 to 1 and constant. 100 at dt 1.
 *
 * @source trainRNNbrain (Engel lab), TaskIdentity.
 */
export function identityTask({ channels = 2, ...settings }: IdentityOptions = {}): DefinedTask {
  checkInteger('identityTask', 'channels', channels);
  return defineTask(
    {
      name: 'identity',
      source: 'trainRNNbrain, Identity',
      dtMs: 1,
      inputs: { numbers: channels },
      outputs: channels,
      conditions: [{}],
      periods: { stimulus: 100 },
      trial(trial, _, rng) {
        const numbers = Float64Array.from({ length: channels }, rng.uniform);
        trial.show('numbers', 'stimulus', numbers);
        trial.target('stimulus', numbers);
      },
    },
    settings,
  );
}

/** A task of one number from 0 to 1, shown throughout with a constant 1: settling, which does not count, then a function of it. */
const functionOf = (
  name: string,
  source: string,
  [settling, decision]: readonly [number, number],
  f: (number: number) => number,
  settings: TaskSettings,
): DefinedTask =>
  defineTask<{ part: number; number: number }>(
    {
      name,
      source,
      dtMs: 1,
      inputs: { number: 1, cue: 1, constant: 1 },
      outputs: 1,
      conditions: factors({ part: indices(PARTS), number: [0] }),
      draw: ({ part }, rng) => ({ part, number: (part + rng.uniform()) / PARTS }),
      periods: { settling, decision },
      trial(trial, { number }) {
        trial.show('number', ['settling', 'decision'], number);
        trial.show('constant', ['settling', 'decision'], 1);
        trial.show('cue', 'decision', 1);
        trial.target('decision', f(number));
        trial.weigh('settling', 0);
      },
    },
    settings,
  );

/**
 * The square of a number from 0 to 1. Settling 30, decision 90 at dt 1.
 *
 * Inputs: the number, a cue for the decision, a constant 1. Output: the square; the settling does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskSquareNumber.
 */
export const squareNumber = (settings: TaskSettings = {}): DefinedTask =>
  functionOf('square-number', 'trainRNNbrain, SquareNumber', [30, 90], (number) => number ** 2, settings);

/**
 * Is a number from 0 to 1 above a half? Settling 30, decision 30 at dt 1.
 *
 * Inputs: the number, a cue for the decision, a constant 1. Output: 1 (go) or 0; the settling does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskGoNoGo.
 */
export const thresholdGoNogo = (settings: TaskSettings = {}): DefinedTask =>
  functionOf('threshold-go-nogo', 'trainRNNbrain, GoNoGo', [30, 30], (number) => Number(number > 0.5), settings);

/** Options of the frame of reference. */
export interface ReferenceFrameOptions extends TaskSettings {
  /** Units of each ring (default 6). */
  readonly ring?: number;
}

/**
 * Add the angle of the head to the angle on the retina: where a target is in space. Stimulus 30, memory 90 at dt 1 (in trainRNNbrain the stimulus is
 * 20 of these and the answer is due during it alone, when nothing counts).
 *
 * Inputs: a ring for each angle, by how close it is to the two preferred angles next to it, during the stimulus. Outputs: the sum in the same way
 * from the stimulus on; the stimulus does not count.
 *
 * @source trainRNNbrain (Engel lab), TaskReferenceFrame.
 */
export function referenceFrame({ ring = 6, ...settings }: ReferenceFrameOptions = {}): DefinedTask {
  checkInteger('referenceFrame', 'ring', ring, 3);
  return defineTask(
    {
      name: 'reference-frame',
      source: 'trainRNNbrain, ReferenceFrame',
      dtMs: 1,
      inputs: { retina: ring, head: ring },
      outputs: ring,
      conditions: factors({ retina: indices(11), head: indices(11) }),
      periods: { stimulus: 30, memory: 90 },
      trial(trial, condition) {
        const [retina, head] = [condition.retina, condition.head].map((one) => (2 * Math.PI * one) / 11);
        trial.show('retina', 'stimulus', tentRing(ring, retina));
        trial.show('head', 'stimulus', tentRing(ring, head));
        trial.target(['stimulus', 'memory'], tentRing(ring, retina + head));
        trial.weigh('stimulus', 0);
      },
    },
    settings,
  );
}
