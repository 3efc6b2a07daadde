import { ArgumentError, checkFinite, checkInteger, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { type DefinedTask, defineTask, indices } from './definition/index.js';
import { drawConditions } from './draw-conditions.js';
import type { AnalysedTask } from './types.js';

/** What the maze reach is made of. */
export interface MazeReachOptions {
  /** The plan of each condition, [conditions, plan inputs]; scaled by the largest magnitude of all. */
  readonly plan: MatrixInput;
  /** The activity of each muscle, [conditions, time], every 10 ms. */
  readonly muscles: readonly MatrixInput[];
  /** Time of each sample relative to movement onset (ms), in steps of 10 ms. */
  readonly timeMs: ArrayLike<number>;
  /** Steps from the first of the go signal to the first sample of the muscles (default -6). */
  readonly muscleOffset?: number;
}

/** A trial's condition and intervals in steps. */
type Trial = {
  readonly condition: number;
  readonly interval1: number;
  readonly interval2: number;
  readonly steps: number;
};

const DT_MS = 10;
/** Time course of the plan as it comes on, 8 steps. */
const rise = [0.05, 0.1, 0.2, 0.35, 0.65, 0.8, 0.9, 0.95];
/** Steps from the go signal to the first sample of the muscles, in the comments of the authors' code. */
const MUSCLE_OFFSET = -6;
/** Steps of a trial in training, and below which the intervals are drawn. */
const [TRAINING, INTERVAL1, INTERVAL2] = [300, 50, 150];
/** Trials that are compared with the recording: their intervals, their steps, and the step taken for movement onset. */
const analysis = { interval1: 37, interval2: 69, steps: 196, movementOnset: 155 };

/**
 * Delayed reach through a maze as in Liu et al. 2025, after Sussillo et al. 2015: a plan is shown, and as it is taken away the network produces the
 * activity of the muscles recorded in that condition.
 *
 * Steps of 10 ms. Inputs: the plan, which comes on over 8 steps after `interval1`, stays for `interval2` and goes over 8 more, the go signal; a
 * hold cue, 1 until the last of them and falling with the plan. Targets: 0, then the muscles from 6 steps before the go signal on; nothing counts
 * after them. `sample` gives trials of 300 steps: every condition once in order, then others at random, `interval1` uniform in 0 to 49 and
 * `interval2` in 0 to 149. `analysisTrials` have 37, 69 and 196 steps and are compared with -1550 to 400 ms, movement onset at step 155: the
 * authors' alignment, 22 steps after the onset of the target itself. `score` is 1 minus the normalised error.
 *
 * @throws ArgumentError for conditions or times that do not fit one another, a time axis that is not in steps of 10 ms or does not fit the
 *   trials, or a plan that is 0.
 * @source Sussillo, Churchland, Kaufman & Shenoy 2015 (doi 10.1038/nn.4042); numbers as in the code of Liu, Yang & Cueva 2025.
 */
export function mazeReach({ plan, muscles, timeMs, muscleOffset = MUSCLE_OFFSET }: MazeReachOptions): AnalysedTask {
  const where = 'mazeReach';
  checkInteger(where, 'muscleOffset', muscleOffset, -rise.length);
  const [plans, activity] = readArrays(where, plan, muscles, timeMs);
  const room = analysis.steps - analysis.interval1 - analysis.interval2 - rise.length - muscleOffset;
  if (timeMs.length > room)
    throw new ArgumentError(
      `${where}: timeMs has ${timeMs.length} samples; expected at most ${room}, which end within the analysis trials`,
    );
  const make = (draw: (condition: number, below: (n: number) => number) => Trial): DefinedTask =>
    defineTask<Trial>({
      name: 'maze-reach',
      source: 'Sussillo et al. 2015',
      dtMs: DT_MS,
      inputs: { plan: plans.columns, hold: 1 },
      outputs: activity.length,
      conditions: indices(plans.rows).map((condition) => draw(condition, () => 0)),
      draw: ({ condition }, rng) => draw(condition, (n) => rng.integer(n)),
      periods: {
        fixation: ({ interval1 }) => interval1 * DT_MS,
        planOn: rise.length * DT_MS,
        plan: ({ interval2 }) => interval2 * DT_MS,
        go: rise.length * DT_MS,
        rest: ({ interval1, interval2, steps }) => (steps - interval1 - interval2 - 2 * rise.length) * DT_MS,
      },
      trial(trial, { condition }) {
        const own = plans.data.subarray(condition * plans.columns, (condition + 1) * plans.columns);
        const [[on], [go, last], [, end]] = [trial.span('planOn'), trial.span('go'), trial.span('rest')];
        trial.show('plan', 'plan', own);
        trial.showSteps('hold', 0, go, 1);
        rise.forEach((height, k) => {
          const scaled = own.map((value) => height * value);
          trial.showSteps('plan', on + k, on + k + 1, scaled);
          trial.showSteps('plan', last - 1 - k, last - k, scaled);
          trial.showSteps('hold', last - 1 - k, last - k, height);
        });
        const start = go + muscleOffset;
        const over = Math.min(end, start + timeMs.length);
        for (let step = start; step < over; step++)
          trial.targetSteps(
            step,
            step + 1,
            activity.map(({ data }) => data[condition * timeMs.length + step - start]),
          );
        trial.weighSteps(over, end, 0);
      },
    });
  const training = make((condition, below) => ({
    condition,
    interval1: below(INTERVAL1),
    interval2: below(INTERVAL2),
    steps: TRAINING,
  }));
  const { interval1, interval2, steps, movementOnset } = analysis;
  const analysed = make((condition) => ({ condition, interval1, interval2, steps }));
  const { name, dtMs, nIn, nOut, kind, nConditions, score } = training;
  return {
    ...{ name, dtMs, nIn, nOut, kind, nConditions, score },
    analysisWindow: { start: 0, end: steps, eventStep: movementOnset, event: 'movement onset' },
    analysisTrials: analysed.analysisTrials,
    sample: (rng, trials) =>
      training.sampleConditions(rng, drawConditions('mazeReach.sample', rng, trials, nConditions)),
  };
}

/** The plans over the largest magnitude of all, and the muscles, all of as many conditions. */
function readArrays(
  where: string,
  plan: MatrixInput,
  muscles: readonly MatrixInput[],
  timeMs: ArrayLike<number>,
): readonly [Matrix, readonly Matrix[]] {
  const plans = toMatrix(where, 'plan', plan);
  const largest = plans.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(largest > 0))
    throw new ArgumentError(`${where}: plan is 0 everywhere; expected one that tells conditions apart`);
  checkFinite(where, 'timeMs', timeMs);
  for (let i = 0; i < timeMs.length; i++)
    if (Math.abs(timeMs[i] - timeMs[0] - i * DT_MS) > 1e-6)
      throw new ArgumentError(`${where}: timeMs[${i}] is ${timeMs[i]}; expected steps of ${DT_MS} ms`);
  if (muscles.length === 0)
    throw new ArgumentError(`${where}: muscles is empty; expected an array [conditions, time] for each`);
  const activity = muscles.map((muscle, k) => toMatrix(where, `muscles[${k}]`, muscle));
  activity.forEach(({ rows, columns }, k) => {
    if (rows !== plans.rows || columns !== timeMs.length)
      throw new ArgumentError(
        `${where}: muscles[${k}] has the shape [${rows}, ${columns}]; expected [conditions, time] = [${plans.rows}, ${timeMs.length}], as plan and timeMs have`,
      );
  });
  return [{ ...plans, data: plans.data.map((value) => value / largest) }, activity];
}
