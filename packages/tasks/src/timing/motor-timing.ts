import {
  type DefinedTask,
  defineTask,
  pulse,
  scoreOfProducedTime,
  type TaskSettings,
  uniform,
} from '../definition/index.js';

/** Options of the timing of a movement. */
export interface MotorTimingOptions extends TaskSettings {
  /** True for neurogym's form (default false): a set signal of 50 ms, which at its step of 80 never appears, and a target of one step. */
  readonly original?: boolean;
}

/**
 * Respond 800 or 1500 ms after a signal, as a cue says. Fixation 500, cue 1000 to 3000, set 50 ms, production twice the interval at dt 80.
 *
 * Inputs: fixation cue (until the production), a cue for each interval (until the production), set, at least one step long whatever the
 * step. Classes: wait, go, the target from the moment of the response on. A trial is right if the response comes within a fifth of the
 * interval and 25 ms.
 *
 * @source Wang, Narain, Hosseini & Jazayeri 2018 (doi 10.1038/s41593-017-0028-6); the form of neurogym.
 */
export function motorTiming({ original = false, ...settings }: MotorTimingOptions = {}): DefinedTask {
  return defineTask<{ interval: number }>(
    {
      name: 'motor-timing',
      source: 'Wang et al. 2018',
      dtMs: 80,
      inputs: { fixation: 1, cue: 2, set: 1 },
      outputs: ['wait', 'go'],
      conditions: [{ interval: 800 }, { interval: 1500 }],
      periods: {
        fixation: 500,
        cue: uniform(1000, 3000),
        set: original ? 50 : pulse(50),
        production: ({ interval }) => 2 * interval,
      },
      event: 'set',
      trial(trial, { interval }) {
        const [start, end] = trial.span('production');
        trial.show('fixation', ['fixation', 'cue', 'set'], 1);
        trial.show('cue', ['cue', 'set'], [Number(interval === 800), Number(interval === 1500)]);
        trial.show('set', 'set', 1);
        const go = start + Math.floor(interval / trial.dtMs);
        trial.targetSteps(go, original ? go + 1 : end, 1);
      },
      answer(reader) {
        const interval = reader.during('cue', 'cue')[0] === 1 ? 800 : 1500;
        return { goAt: reader.span('production')[0] + Math.floor(interval / reader.dtMs) };
      },
      score: (outputs, batch) => scoreOfProducedTime(outputs, batch, 'production'),
    },
    settings,
  );
}
