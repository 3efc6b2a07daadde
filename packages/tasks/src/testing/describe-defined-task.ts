import { createRng, type TrialBatch } from '@lrsim/core';
import { describeTask, expectThat, type TestRunner } from '@lrsim/core/testing';
import type { DefinedTask } from '../definition/index.js';
import { checkNoise } from './check-noise.js';
import { checkTemplates } from './check-templates.js';

/** Trials that frequencies are counted over, and how far they may be off: chance exceeds 4.5 standard errors once in 150 000. */
const [TRIALS, STANDARD_ERRORS] = [400, 4.5];

/**
 * The conformance suite of defined tasks: what every task has to obey, and that this one's noiseless stimuli call for its targets, its
 * conditions come equally often and independently of the trial before, its step can be changed, its noise is where and as large as it
 * says, and answering without looking scores `chance`.
 */
export function describeDefinedTask(runner: TestRunner, task: DefinedTask): void {
  const { describe, it } = runner;
  describeTask(runner, task, { deterministic: task.deterministic });
  const silent = task.with({ sigma: 0 });

  describe(`defined task ${task.name}`, () => {
    it('has trials as long as their periods together, one after another', () => {
      task.sample(createRng('spans'), 30).info.forEach(({ periods }, trial) => {
        let end = 0;
        for (const [name, span] of Object.entries(periods)) {
          expectThat(span[0] === end && span[1] >= end, `period ${name} of trial ${trial} is [${span}], after ${end}`);
          end = span[1];
        }
      });
    });
    it('has twice the steps at half the step, but for one a period', () => {
      const fine = task.with({ dtMs: task.dtMs / 2 }).analysisTrials();
      task.analysisTrials().info.forEach(({ periods }, condition) => {
        for (const [name, [start, end]] of Object.entries(periods)) {
          const [from, to] = fine.info[condition].periods[name];
          const extra = to - from - 2 * (end - start);
          expectThat(
            // A flash has at least one step, so one of one step may stay one.
            extra === 0 || extra === 1 || (end - start === 1 && to - from === 1),
            `${name} has ${to - from} steps at half the step, ${end - start} before`,
          );
        }
      });
    });
    it('has targets that its noiseless stimuli call for, in every trial', () => {
      const checked = silent.checkAnswers(silent.sample(createRng('answers'), TRIALS));
      if (task.kind === 'regression' && !checked) return;
      expectThat(checked !== undefined, 'the definition has no answer');
      const { right, responses } = checked as { right: number; responses: number };
      expectThat(responses > 0 && right === responses, `${right} of ${responses} targets follow from the stimuli`);
    });
    it('is answered by a reader of templates where its conditions determine what is seen', () => {
      if (task.scoresChoices) checkTemplates(silent);
    });
    it('draws every condition as often, whatever the trial before', () => {
      const drawn = task.sample(createRng('frequencies'), TRIALS).info.map(({ condition }) => condition);
      const count = task.nConditions;
      const counts = new Float64Array(count);
      for (const condition of drawn) counts[condition]++;
      const tolerance = STANDARD_ERRORS * Math.sqrt((TRIALS / count) * (1 - 1 / count)) + 1e-9;
      counts.forEach((n, condition) => {
        expectThat(Math.abs(n - TRIALS / count) <= Math.max(tolerance, 3), `condition ${condition} came ${n} times`);
      });
      if (count > 1)
        expectThat(Math.abs(lagOne(drawn)) < STANDARD_ERRORS / Math.sqrt(TRIALS), 'trials follow one another');
    });
    it('has a fixation cue of exactly 0 or 1', () => {
      const batch = task.sample(createRng('fixation'), 40);
      const { fixation } = task.channels;
      if (!fixation || task.noise?.channels.includes('fixation')) return;
      for (let step = 0; step < batch.trials * batch.steps; step++) {
        const cue = batch.inputs[step * batch.nIn + fixation[0]];
        expectThat(cue === 0 || cue === 1, `the fixation cue is ${cue}`);
      }
    });
    it('has its noise, of sigma over the root of dt, where it says and nowhere else', () => checkNoise(task, silent));
    it('scores answers that ignore the stimuli at the stated chance', () => {
      if (!task.scoresChoices) return;
      const batch = task.sample(createRng('chance'), TRIALS);
      const { chance } = task;
      expectThat(chance !== undefined, 'the definition states no chance');
      const score = task.score(constantAnswers(task, batch), batch).accuracy;
      const error = Math.abs(score - (chance as number));
      const tolerance = STANDARD_ERRORS * Math.sqrt(0.25 / TRIALS);
      expectThat(error < tolerance, `the best constant answer scores ${score}, chance is ${chance}`);
    });
  });
}

/** The correlation of a series with itself one trial on. */
function lagOne(series: readonly number[]): number {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  let [products, squares] = [0, 0];
  series.forEach((value, i) => {
    squares += (value - mean) ** 2;
    if (i > 0) products += (value - mean) * (series[i - 1] - mean);
  });
  return squares === 0 ? 0 : products / squares;
}

/** Right in all but the responses, which get the class that is right most often there. */
function constantAnswers(task: DefinedTask, batch: TrialBatch): Float64Array {
  const { nOut, steps, targets } = batch;
  const outputs = new Float64Array(batch.trials * steps * nOut);
  targets.forEach((target, row) => {
    outputs[row * nOut + target] = 1;
  });
  for (const period of task.response) {
    const counts = new Float64Array(nOut);
    const rows = batch.info.flatMap(({ periods }, trial) => {
      const [start, end] = periods[period];
      return end > start ? [trial * steps + end - 1] : [];
    });
    for (const row of rows) counts[targets[row]]++;
    const most = counts.indexOf(Math.max(...counts));
    for (const row of rows) outputs.fill(0, row * nOut, (row + 1) * nOut)[row * nOut + most] = 1;
  }
  return outputs;
}
