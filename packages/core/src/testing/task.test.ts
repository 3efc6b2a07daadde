import { describe, expect, it } from 'vitest';
import { failingChecks } from '../../test/failing-checks.js';
import { checkFinite, checkInteger, checkLength } from '../checks.js';
import type { Task, TrialBatch } from '../types.js';
import { describeTask } from './task.js';

const failures = (task: Task, options?: { deterministic?: boolean }) =>
  failingChecks((runner) => describeTask(runner, task, options));

const steps = 4;

/** Report the class of the noisy value shown in the first step: as small as a task can be. */
const minimal: Task = {
  name: 'minimal',
  dtMs: 10,
  nIn: 1,
  nOut: 2,
  kind: 'classification',
  sample(rng, trials): TrialBatch {
    checkInteger('minimal.sample', 'trials', trials);
    const inputs = new Float32Array(trials * steps);
    const targets = new Float32Array(trials * steps);
    const info = Array.from({ length: trials }, (_, trial) => {
      const shown = rng.normal();
      inputs[trial * steps] = shown;
      targets.fill(shown > 0 ? 1 : 0, trial * steps, (trial + 1) * steps);
      return { condition: shown > 0 ? 1 : 0, periods: { shown: [0, 1], report: [1, steps] }, variables: {} } as const;
    });
    const { dtMs, nIn, nOut, kind } = this;
    return { inputs, targets, mask: targets.slice().fill(1), trials, steps, nIn, nOut, dtMs, kind, info };
  },
  score(outputs, batch) {
    checkLength('minimal.score', 'outputs', outputs, [batch.trials, batch.steps, 2]);
    checkFinite('minimal.score', 'outputs', outputs);
    const right = Float64Array.from(batch.targets, (t, i) => Number(outputs[2 * i + t] > outputs[2 * i + 1 - t]));
    const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
    const perTrial = Float64Array.from({ length: batch.trials }, (_, k) =>
      mean(right.subarray(k * steps, (k + 1) * steps)),
    );
    return { accuracy: mean(right), perTrial };
  },
};

/** The minimal task with its batches changed after they were made. */
const altered = (change: (batch: TrialBatch) => Partial<TrialBatch> | undefined): Task => ({
  ...minimal,
  sample(rng, trials) {
    const batch = minimal.sample(rng, trials);
    return { ...batch, ...change(batch) };
  },
});

describe('describeTask', () => {
  it('passes a sound task', async () => expect(await failures(minimal)).toEqual([]));

  it.each<[string, Task, RegExp]>([
    ['another dt than declared', altered(() => ({ dtMs: 20 })), /shapes/],
    ['a mask of another length', altered(({ mask }) => ({ mask: mask.slice(1) })), /shapes/],
    ['a class that does not exist', altered(({ targets }) => void targets.fill(2)), /targets that can be met/],
    ['an infinite input', altered(({ inputs }) => void inputs.fill(Infinity, 0, 1)), /finite inputs/],
    ['a mask below 0', altered(({ mask }) => void mask.fill(-0.5)), /mask of weights/],
    ['a trial that never counts', altered(({ mask }) => void mask.fill(0, 0, steps)), /every trial counts/],
    [
      'a period that ends after the trial',
      altered(({ info }) => ({ info: info.map((one) => ({ ...one, periods: { shown: [0, steps + 1] } })) })),
      /periods/,
    ],
    [
      'a step in no period',
      altered(({ info }) => ({ info: info.map((one) => ({ ...one, periods: { report: [1, steps] } })) })),
      /periods/,
    ],
    ['inputs from a generator of its own', altered(({ inputs }) => void inputs.fill(Math.random())), /same bytes/],
    [
      'a score that is never 1',
      { ...minimal, score: (outputs, batch) => ({ ...minimal.score(outputs, batch), accuracy: 0.9 }) },
      /targets themselves 1/,
    ],
    [
      'a score that anything satisfies',
      { ...minimal, score: (_, { trials }) => ({ accuracy: 1, perTrial: new Float64Array(trials).fill(1) }) },
      /never change below 1/,
    ],
    [
      'any number of trials',
      { ...minimal, sample: (rng, trials) => minimal.sample(rng, trials >= 1 ? Math.floor(trials) : 1) },
      /number of trials/,
    ],
  ])('fails a task with %s', async (_, task, expected) => {
    expect((await failures(task)).join('\n')).toMatch(expected);
  });

  it('fails a task that hands out the same arrays again', async () => {
    const shared = new Float32Array(40 * steps);
    const sharing = altered(({ inputs, trials }) => {
      shared.set(inputs);
      return { inputs: shared.subarray(0, trials * steps) };
    });
    expect((await failures(sharing)).join('\n')).toMatch(/never changes a batch/);
  });

  it('fails a task whose seeds do not differ, unless it says it is deterministic', async () => {
    const fixed: Task = {
      ...minimal,
      sample: (_, trials) => minimal.sample({ normal: () => 1 } as unknown as Parameters<Task['sample']>[0], trials),
    };
    expect((await failures(fixed)).join('\n')).toMatch(/others for another/);
    expect((await failures(fixed, { deterministic: true })).join('\n')).not.toMatch(/others for another/);
  });
});
