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
  /**
   * True for neurogym's form (default false): a target angle instead of its cosine and sine, which is pi before the reach, targets
   * anywhere around the circle, no fixation cue, and a ring for the network's own angle, which without steps of its own stays 0.
   */
  readonly original?: boolean;
}

/**
 * Point to a target around a circle. Fixation 500, reach 500 ms at dt 100.
 *
 * Inputs: fixation cue (in the fixation), a ring with the cosine of the target's direction during the reach. Outputs: the cosine and sine
 * of the direction during the reach, 0 before.
 *
 * @source Georgopoulos, Schwartz & Kettner 1986 (doi 10.1126/science.3749885).
 */
export function reaching({ directions = 16, original = false, ...settings }: ReachingOptions = {}): DefinedTask {
  if (original) return steeredReaching(directions, settings);
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

function steeredReaching(directions: number, settings: TaskSettings): DefinedTask {
  return defineTask<{ direction: number; angle: number }>(
    {
      name: 'reaching',
      source: 'Georgopoulos et al. 1986, neurogym',
      dtMs: 100,
      inputs: { target: directions, self: directions },
      outputs: 1,
      conditions: factors({ direction: indices(directions), angle: [0] }),
      draw: ({ direction }, rng) => ({ direction, angle: (2 * Math.PI * (direction + rng.uniform())) / directions }),
      periods: { fixation: 500, reach: 500 },
      trial(trial, { angle }) {
        trial.show('target', 'reach', cosineRing(directions, angle));
        trial.target('fixation', Math.PI);
        trial.target('reach', angle);
      },
    },
    settings,
  );
}
