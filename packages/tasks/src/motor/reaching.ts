import {
  cosineRing,
  type DefinedTask,
  defineTask,
  factors,
  indices,
  ringAngles,
  type TaskSettings,
} from '../definition/index.js';

/** Options of the reach to a target. */
export interface ReachingOptions extends TaskSettings {
  /** Units of the ring, and directions (default 16). */
  readonly directions?: number;
}

/**
 * Point to a target around a circle. Fixation 500, reach 500 ms at dt 100.
 *
 * Inputs: fixation cue (in the fixation), a ring with the cosine of the target's direction during the reach. Outputs: the cosine and sine
 * of the direction during the reach, 0 before. (In neurogym the network steers its own angle left and right, which it sees: a task for
 * reinforcement, whose targets are not actions.)
 *
 * @source Georgopoulos, Schwartz & Kettner 1986 (doi 10.1126/science.3749885).
 */
export function reaching({ directions = 16, ...settings }: ReachingOptions = {}): DefinedTask {
  return defineTask(
    {
      name: 'reaching',
      source: 'Georgopoulos et al. 1986',
      dtMs: 100,
      inputs: { fixation: 1, target: directions },
      outputs: 2,
      conditions: factors({ direction: indices(directions) }),
      periods: { fixation: 500, reach: 500 },
      trial(trial, { direction }) {
        const angle = ringAngles(directions)[direction];
        trial.show('fixation', 'fixation', 1);
        trial.show('target', 'reach', cosineRing(directions, angle));
        trial.target('reach', [Math.cos(angle), Math.sin(angle)]);
      },
    },
    settings,
  );
}
