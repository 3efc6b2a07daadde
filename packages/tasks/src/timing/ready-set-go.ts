import { type DefinedTask, defineTask, pulse, scoreOfProducedTime, type TaskSettings } from '../definition/index.js';

/** Options of the reproduction of an interval. */
export interface ReadySetGoOptions extends TaskSettings {
  /** What the measured interval is to be multiplied by (default 1). */
  readonly gain?: number;
  /** True for a target of a single step, as neurogym has it (default false: from the moment of the response to the end). */
  readonly original?: boolean;
}

/**
 * Measure the interval between ready and set, and respond as long after set. Fixation 100, interval 800 to 1500 ms, production twice the
 * interval at dt 80.
 *
 * Inputs: fixation cue (until the production), ready, set: pulses of at least one step, whatever the step. Classes: wait, go. A trial is
 * right if the response comes within a fifth of the interval and 25 ms.
 *
 * @source Remington, Narain, Hosseini & Jazayeri 2018 (doi 10.1016/j.neuron.2018.05.020); the form of neurogym.
 */
export function readySetGo({ gain = 1, original = false, ...settings }: ReadySetGoOptions = {}): DefinedTask {
  /** Steps from set to the response, of the interval as shown. */
  const wait = (shown: number) => Math.max(1, Math.floor(gain * shown + 1e-9));
  return defineTask<{ interval: number }>(
    {
      name: 'ready-set-go',
      source: 'Remington et al. 2018',
      dtMs: 80,
      inputs: { fixation: 1, ready: 1, set: 1 },
      outputs: ['wait', 'go'],
      conditions: [{ interval: 1150 }],
      draw: (_, rng) => ({ interval: 800 + 700 * rng.uniform() }),
      periods: {
        fixation: 100,
        measure: ({ interval }) => interval,
        set: pulse(83),
        production: ({ interval }) => 2 * gain * interval,
      },
      event: 'set',
      trial(trial) {
        const [ready, set] = trial.span('measure');
        const [start, end] = trial.span('production');
        trial.show('fixation', ['fixation', 'measure', 'set'], 1);
        trial.showSteps('ready', ready, ready + 1, 1);
        trial.show('set', 'set', 1);
        const go = start + wait(set - ready);
        trial.targetSteps(Math.min(go, end - 1), original ? Math.min(go, end - 1) + 1 : end, 1);
      },
      answer(reader) {
        const [ready, set] = ['ready', 'set'].map((channel) => reader.trace(channel).indexOf(1));
        const [start, end] = reader.span('production');
        return { goAt: Math.min(start + wait(set - ready), end - 1) };
      },
      score: (outputs, batch) => scoreOfProducedTime(outputs, batch, 'production'),
    },
    settings,
  );
}
