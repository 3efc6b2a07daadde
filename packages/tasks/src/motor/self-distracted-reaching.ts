import { cosineRing, type DefinedTask, defineTask, factors, indices, type TaskSettings } from '../definition/index.js';

/** Options of reaching with self-distraction. */
export interface SelfDistractedReachingOptions extends TaskSettings {
  /** Units of the ring, and directions (default 32). */
  readonly directions?: number;
  /**
   * True for neurogym's form (default false): a target angle, pi before the reach, instead of its cosine and sine, targets anywhere around
   * the circle, and no distraction, which there comes from steps of the network's own.
   */
  readonly original?: boolean;
}

/** How strong the target is beside the reacher's own signal. */
const TARGET = 0.3;

/**
 * Point to a target whose signal is drowned by one's own. Fixation 500, reach 500 ms at dt 100.
 *
 * Inputs: a ring with the cosine of the own angle throughout, drawn for each trial, and during the reach 0.3 times that of the target on top of
 * it: what the ring showed before the reach has to be taken away. Outputs: the cosine and sine of the target during the reach, 0 before.
 *
 * @source neurogym, after the own discharges that electric fish and bats have to discount.
 */
export function selfDistractedReaching({
  directions = 32,
  original = false,
  ...settings
}: SelfDistractedReachingOptions = {}): DefinedTask {
  return defineTask<{ direction: number; angle: number; own: number }>(
    {
      name: 'self-distracted-reaching',
      source: 'neurogym',
      dtMs: 100,
      inputs: { ring: directions },
      outputs: original ? 1 : 2,
      conditions: factors({ direction: indices(directions), angle: [0], own: [Math.PI] }),
      draw: ({ direction }, rng) => ({
        direction,
        angle: (2 * Math.PI * (direction + (original ? rng.uniform() : 0))) / directions,
        own: 2 * Math.PI * rng.uniform(),
      }),
      periods: { fixation: 500, reach: 500 },
      trial(trial, { angle, own }) {
        const distraction = cosineRing(directions, own, original ? 0 : 1);
        const target = cosineRing(directions, angle, TARGET);
        trial.show('ring', 'fixation', distraction);
        trial.show(
          'ring',
          'reach',
          distraction.map((value, k) => value + target[k]),
        );
        if (original) trial.target('fixation', Math.PI);
        trial.target('reach', original ? angle : [Math.cos(angle), Math.sin(angle)]);
      },
    },
    settings,
  );
}
