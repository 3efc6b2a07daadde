import { checkInteger, checkNumber } from '@lrsim/core';
import { type DefinedTask, defineTask, type TaskSettings, tentRing } from '../definition/index.js';

/** Options of the integration of angles. */
export interface AngleIntegrationOptions extends TaskSettings {
  /** Steps of a trial (default 220). */
  readonly steps?: number;
  /** Radians that an input of 1 turns at each step (default 0.15). */
  readonly gain?: number;
  /** Steps that a velocity lasts at least, and on average beyond that (default 10 and 22). */
  readonly shortest?: number;
  readonly mean?: number;
  /** Outputs around the circle (default 3). */
  readonly ring?: number;
}

/** Steps at the beginning that do not count. */
const SETTLING = 10;

/**
 * Keep track of an angle that is turned to the left or to the right with velocities that change now and then. A step is 1.
 *
 * Inputs: the velocity to the right, to the left, from 0 to 1 and one of them at a time; a constant 1. Outputs: the angle, from 0 on, by how close
 * it is to the two preferred angles next to it. The first ten steps do not count.
 *
 * @source trainRNNbrain (Engel lab), TaskAngleIntegration.
 */
export function angleIntegration({
  steps = 220,
  gain = 0.15,
  shortest = 10,
  mean = 22,
  ring = 3,
  ...settings
}: AngleIntegrationOptions = {}): DefinedTask {
  checkInteger('angleIntegration', 'steps', steps, SETTLING + 1);
  checkInteger('angleIntegration', 'shortest', shortest);
  checkNumber('angleIntegration', 'mean', mean, 0);
  checkInteger('angleIntegration', 'ring', ring, 3);
  return defineTask(
    {
      name: 'angle-integration',
      source: 'trainRNNbrain, AngleIntegration',
      dtMs: 1,
      inputs: { velocity: 2, constant: 1 },
      outputs: ring,
      conditions: [{}],
      periods: { integration: steps },
      trial(trial, _, rng) {
        const [, end] = trial.span('integration');
        trial.show('constant', 'integration', 1);
        let [angle, velocity, next] = [0, 0, 0];
        for (let step = 0; step < end; step++) {
          if (step * trial.dtMs >= next) {
            velocity = 2 * rng.uniform() - 1;
            next += shortest - mean * Math.log(1 - rng.uniform());
          }
          angle += gain * velocity * trial.dtMs;
          trial.showSteps('velocity', step, step + 1, [Math.max(0, velocity), Math.max(0, -velocity)]);
          trial.targetSteps(step, step + 1, tentRing(ring, angle));
        }
        trial.weighSteps(0, Math.min(end, Math.floor(SETTLING / trial.dtMs)), 0);
      },
    },
    settings,
  );
}
