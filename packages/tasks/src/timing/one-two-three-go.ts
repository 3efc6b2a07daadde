import {
  type DefinedTask,
  defineTask,
  pulse,
  scoreOfProducedTime,
  type TaskSettings,
  truncatedExponential,
} from '../definition/index.js';

/** Options of the fourth beat. */
export interface OneTwoThreeGoOptions extends TaskSettings {
  /** True for flashes that vanish at a step longer than they are, as in neurogym (default false: at least one step). */
  readonly original?: boolean;
}

/**
 * Three flashes at equal intervals; respond when the fourth is due. Fixation 100 to 800, target 500 to 1500, flashes of 100, intervals
 * of 600 to 1000, response 1000 ms at dt 80.
 *
 * Inputs: fixation cue (throughout), target (from its onset on), flashes, at least one step long. Classes: wait, go, the target from the
 * moment at which the fourth flash is due. A trial is right if the response comes within a fifth of the interval and 25 ms.
 *
 * @source Egger, Remington, Chang & Jazayeri 2019 (doi 10.1038/s41593-019-0500-6); the form of neurogym.
 */
export function oneTwoThreeGo({ original = false, ...settings }: OneTwoThreeGoOptions = {}): DefinedTask {
  const flash = original ? 100 : pulse(100);
  return defineTask<{ interval: number }>(
    {
      name: 'one-two-three-go',
      source: 'Egger et al. 2019',
      dtMs: 80,
      inputs: { fixation: 1, target: 1, flash: 1 },
      outputs: ['wait', 'go'],
      conditions: [600, 700, 800, 900, 1000].map((interval) => ({ interval })),
      periods: {
        fixation: truncatedExponential(400, 100, 800),
        target: truncatedExponential(1000, 500, 1500),
        flash1: flash,
        interval1: ({ interval }) => interval,
        flash2: flash,
        interval2: ({ interval }) => interval,
        flash3: flash,
        // The interval to produce, and the time after it, as one (in neurogym two, with the same targets): asked for is when to respond.
        production: ({ interval }) => interval + 1000,
      },
      event: 'flash3',
      trial(trial, { interval }) {
        const [start, end] = trial.span('production');
        trial.showSteps('fixation', 0, end, 1);
        trial.showSteps('target', trial.span('target')[0], end, 1);
        trial.show('flash', ['flash1', 'flash2', 'flash3'], 1);
        trial.targetSteps(start + Math.floor(interval / trial.dtMs), end, 1);
      },
      answer(reader) {
        const dark = (period: string) => reader.span(period)[1] - reader.span(period)[0];
        return { goAt: reader.span('production')[0] + dark('interval1') };
      },
      score: (outputs, batch) => scoreOfProducedTime(outputs, batch, 'production'),
    },
    settings,
  );
}
