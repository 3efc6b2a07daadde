import { ArgumentError, checkNumber, type Rng } from '@lrsim/core';

/** A duration that is drawn anew for every trial (ms). */
export interface DrawnDuration {
  draw(rng: Rng): number;
  /** What stands for it where nothing is left to chance. */
  readonly typical: number;
  /** Whether it has a step even where that is longer than it is. */
  readonly atLeastOneStep?: boolean;
}

/** How long a period lasts (ms): a number, or a rule to draw it. */
export type Duration = number | DrawnDuration;

/** Uniform between two durations. */
export function uniform(low: number, high: number): DrawnDuration {
  checkNumber('uniform', 'low', low, 0);
  checkNumber('uniform', 'high', high, low);
  return { draw: (rng) => low + (high - low) * rng.uniform(), typical: (low + high) / 2 };
}

/** One of a list of durations, each as likely; the middle one is typical. */
export function oneOf(durations: readonly number[]): DrawnDuration {
  if (durations.length === 0) throw new ArgumentError('oneOf: durations is empty; expected at least 1');
  durations.forEach((duration, i) => {
    checkNumber('oneOf', `durations[${i}]`, duration, 0);
  });
  return {
    draw: (rng) => durations[rng.integer(durations.length)],
    typical: durations[(durations.length - 1) >> 1],
  };
}

/**
 * Exponential of that mean, cut to [low, high): by inversion, so that a draw takes one number. The mean of what is drawn is not
 * `mean`.
 */
export function truncatedExponential(mean: number, low: number, high: number): DrawnDuration {
  checkNumber('truncatedExponential', 'mean', mean, Number.MIN_VALUE);
  checkNumber('truncatedExponential', 'low', low, 0);
  checkNumber('truncatedExponential', 'high', high, low);
  const [atLow, atHigh] = [Math.exp(-low / mean), Math.exp(-high / mean)];
  return {
    draw: (rng) => Math.min(high, Math.max(low, -mean * Math.log(atLow - rng.uniform() * (atLow - atHigh)))),
    typical: Math.min(high, Math.max(low, mean)),
  };
}

/** A duration that has at least one step, so that a flash does not vanish where the step is longer. */
export function pulse(durationMs: number): DrawnDuration {
  checkNumber('pulse', 'durationMs', durationMs, 0);
  return { draw: () => durationMs, typical: durationMs, atLeastOneStep: true };
}

/**
 * Steps of one trial; of the typical one without a generator.
 *
 * @throws ArgumentError for a duration that is negative or not finite.
 */
export function drawSteps(where: string, period: string, duration: Duration, dtMs: number, rng?: Rng): number {
  const durationMs = durationOf(duration, rng);
  checkNumber(where, `periods.${period}`, durationMs, 0);
  const steps = stepsOf(durationMs, dtMs);
  return typeof duration === 'object' && duration.atLeastOneStep ? Math.max(1, steps) : steps;
}

/** The duration of one trial (ms); the typical one without a generator. */
const durationOf = (duration: Duration, rng?: Rng): number =>
  typeof duration === 'number' ? duration : rng ? duration.draw(rng) : duration.typical;

/** Whole steps that fit into a duration: each period is floored by itself. */
export const stepsOf = (durationMs: number, dtMs: number): number => Math.floor(durationMs / dtMs + 1e-9);
