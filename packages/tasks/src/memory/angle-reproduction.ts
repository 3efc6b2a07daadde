import { cosineRing, type DefinedTask, defineTask, factors, indices, type TaskSettings } from '../definition/index.js';

/** Options of the reproduction of angles. */
export interface AngleReproductionOptions extends TaskSettings {
  /** Units of the ring (default 16). */
  readonly ring?: number;
  /**
   * True for neurogym's form (default false): the angles (rad), rounded down, instead of their cosines and sines as targets, and a second ring
   * with the angle that the network has turned to, which stays at pi, where it starts, since only steps of the network's own would move it.
   */
  readonly original?: boolean;
}

/** Sectors of the circle that angles are drawn from, so that conditions can be told apart. */
const SECTORS = 8;

/**
 * Remember two angles and reproduce them in the same order. Fixation, first angle, delay, second angle, delay, and a go period for each, of
 * 500 ms each at dt 100.
 *
 * Inputs: a ring with the cosine of each angle while it is shown; a cue for each go period. Outputs: the cosine and sine of the angle that
 * is due, 0 before. Angles are anywhere on the circle; a condition is the eighths they are in.
 *
 * @source Ding, Cueva, Tsodyks & Qian 2017 (doi 10.1073/pnas.1706906114); the form of neurogym's AngleReproduction.
 */
export function angleReproduction({
  ring = 16,
  original = false,
  ...settings
}: AngleReproductionOptions = {}): DefinedTask {
  return defineTask<{ first: number; second: number; angle1: number; angle2: number }>(
    {
      name: 'angle-reproduction',
      source: 'Ding et al. 2017',
      dtMs: 100,
      inputs: original ? { ring, own: ring, go: 2 } : { ring, go: 2 },
      outputs: original ? 1 : 2,
      conditions: factors({ first: indices(SECTORS), second: indices(SECTORS), angle1: [0], angle2: [0] }),
      draw(condition, rng) {
        const [angle1, angle2] = [condition.first, condition.second].map(
          (sector) => (2 * Math.PI * (sector + rng.uniform())) / SECTORS,
        );
        return { ...condition, angle1, angle2 };
      },
      periods: { fixation: 500, stimulus1: 500, delay1: 500, stimulus2: 500, delay2: 500, go1: 500, go2: 500 },
      trial(trial, { angle1, angle2 }) {
        if (original) trial.showSteps('own', 0, trial.span('go2')[1], cosineRing(ring, Math.PI));
        [angle1, angle2].forEach((angle, k) => {
          trial.show('ring', `stimulus${k + 1}`, cosineRing(ring, angle));
          trial.show('go', `go${k + 1}`, [1 - k, k]);
          trial.target(`go${k + 1}`, original ? Math.floor(angle) : [Math.cos(angle), Math.sin(angle)]);
        });
      },
    },
    settings,
  );
}
