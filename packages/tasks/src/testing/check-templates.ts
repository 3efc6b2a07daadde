import { createRng, type TrialBatch } from '@lrsim/core';
import { expectThat } from '@lrsim/core/testing';
import type { DefinedTask } from '../definition/index.js';

/** Trials compared with the templates, and how far inputs of float32 may be from one. */
const [TRIALS, SAME] = [200, 1e-5];

/**
 * Checks that a reader of templates answers every trial: the noiseless inputs of each condition, period by period, are the templates,
 * and the one nearest to a trial has its targets. Where two conditions look alike, the definition's `answer` must leave open what to
 * choose. Of tasks whose conditions determine what is seen; `answer` alone reads the others.
 *
 * @returns whether the conditions of the task determine what is seen.
 */
export function checkTemplates(silent: DefinedTask): boolean {
  if (silent.nConditions === 1) return false;
  const [typical, batch] = [silent.analysisTrials(), silent.sample(createRng('templates'), TRIALS)];
  const lengths = (name: string, { info }: TrialBatch) => [
    ...new Set(info.map(({ periods }) => periods[name][1] - periods[name][0])),
  ];
  const views = Object.fromEntries(
    Object.keys(typical.info[0].periods).map((name) => {
      const known = lengths(name, typical);
      const isFixed = known.length === 1 && lengths(name, batch).every((length) => length === known[0]);
      return [name, isFixed ? 'course' : known.length > 1 ? 'length' : 'mean'] as const;
    }),
  );
  const [templates, trials] = [typical, batch].map((one) => read(silent, one, views));
  const alike = trials.map(({ seen }) => templates.filter((template) => isSame(template.seen, seen)));
  if (alike.some((found) => found.length === 0)) return false;
  let open = 0;
  trials.forEach(({ targets }, trial) => {
    targets.forEach((target, response) => {
      const called = new Set(alike[trial].map((template) => template.targets[response]));
      if (called.size > 1) open++;
      else
        expectThat(
          called.has(target),
          `trial ${trial} looks like one with target ${[...called]}, its own is ${target}`,
        );
    });
  });
  const left = TRIALS * silent.response.length - (silent.checkAnswers(batch)?.responses ?? 0);
  expectThat(
    open === left,
    `${open} responses look like others with another target; the definition leaves ${left} open`,
  );
  return true;
}

/** How a period is read: the whole course where it always has the same steps; the mean, with the length where conditions differ in that. */
type View = 'course' | 'length' | 'mean';

/** What is seen of each trial, and the target at the end of each response. */
function read(task: DefinedTask, batch: TrialBatch, views: Readonly<Record<string, View>>) {
  const { info, inputs, targets, steps, nIn } = batch;
  return info.map(({ periods }, trial) => ({
    seen: Object.entries(periods).flatMap(([name, [start, end]]) => {
      const course = [...inputs.subarray((trial * steps + start) * nIn, (trial * steps + end) * nIn)];
      if (views[name] === 'course') return course;
      const mean = new Array<number>(nIn).fill(0);
      course.forEach((value, at) => {
        mean[at % nIn] += value / (end - start);
      });
      return views[name] === 'length' ? [end - start, ...mean] : mean;
    }),
    targets: task.response.map((period) => targets[trial * steps + periods[period][1] - 1]),
  }));
}

const isSame = (a: readonly number[], b: readonly number[]) => a.every((value, i) => Math.abs(value - b[i]) < SAME);
