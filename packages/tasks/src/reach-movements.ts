import { ArgumentError, checkFinite, checkLength, toMatrix } from '@lrsim/core';
import type { CentreOutReachOptions } from './types.js';

const where = 'centreOutReach';
/** Duration of a step of the task, and so of a sample of its movements (ms). */
export const reachStepMs = 10;
/** The target starts with the movement at this time relative to movement onset (ms). */
const targetFromMs = -100;

/** The movements of a reach task, checked. */
export interface ReachMovements {
  readonly nConditions: number;
  /** Direction of each condition (rad). */
  readonly directions: Float64Array;
  /** sin and cos of each condition's direction. */
  readonly sin: Float64Array;
  readonly cos: Float64Array;
  /** Of each output, [conditions, samples]. */
  readonly kinematics: readonly Float64Array[];
  readonly samples: number;
  /** The first sample that is played. */
  readonly from: number;
  /** Samples played before movement onset: 10. */
  readonly lead: number;
  /** The first and last sample of the whole time axis, in steps from movement onset. */
  readonly firstStep: number;
  readonly lastStep: number;
}

/** Reads the options of `centreOutReach`. */
export function readMovements({ kinematics, timeMs, directions }: CentreOutReachOptions): ReachMovements {
  const { firstStep, lastStep } = readTimeAxis(timeMs);
  const lead = -targetFromMs / reachStepMs;
  if (firstStep > -lead || lastStep < 0)
    throw new ArgumentError(
      `${where}: timeMs goes from ${timeMs[0]} to ${timeMs[timeMs.length - 1]}; expected it to cover ${targetFromMs} ` +
        'to 0 ms, since the target starts before movement onset',
    );
  if (kinematics.length === 0)
    throw new ArgumentError(`${where}: kinematics is empty; expected an array [conditions, time] for each output`);
  const outputs = kinematics.map((output, k) => toMatrix(where, `kinematics[${k}]`, output));
  const nConditions = outputs[0].rows;
  outputs.forEach(({ rows, columns }, k) => {
    if (rows !== nConditions || columns !== timeMs.length)
      throw new ArgumentError(
        `${where}: kinematics[${k}] has the shape [${rows}, ${columns}]; expected [conditions, time] = ` +
          `[${nConditions}, ${timeMs.length}], as kinematics[0] and timeMs have`,
      );
  });
  const angles = directions ?? Array.from({ length: nConditions }, (_, c) => (2 * Math.PI * c) / nConditions);
  checkLength(where, 'directions', angles, [nConditions]);
  checkFinite(where, 'directions', angles);
  const radians = Float64Array.from(angles);
  return {
    nConditions,
    directions: radians,
    sin: radians.map((x) => Math.sin(x)),
    cos: radians.map((x) => Math.cos(x)),
    kinematics: outputs.map(({ data }) => data),
    samples: timeMs.length,
    from: -lead - firstStep,
    lead,
    firstStep,
    lastStep,
  };
}

/** Checks that the time axis has steps of 10 ms and a sample at 0. */
function readTimeAxis(timeMs: ArrayLike<number>): { firstStep: number; lastStep: number } {
  checkFinite(where, 'timeMs', timeMs);
  if (timeMs.length === 0) throw new ArgumentError(`${where}: timeMs is empty; expected the time of each sample`);
  const firstStep = Math.round(timeMs[0] / reachStepMs);
  for (let i = 0; i < timeMs.length; i++) {
    const expected = (firstStep + i) * reachStepMs;
    if (Math.abs(timeMs[i] - expected) > 1e-6)
      throw new ArgumentError(
        `${where}: timeMs[${i}] is ${timeMs[i]}; expected ${expected}, since the task runs in steps of ` +
          `${reachStepMs} ms aligned to movement onset. Resample the kinematics first.`,
      );
  }
  return { firstStep, lastStep: firstStep + timeMs.length - 1 };
}
